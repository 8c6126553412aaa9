package io.cofire.driver.assembly;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.EvaluationPlan;
import io.cofire.data.batches.LoaderConfig;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.data.batches.Relabelled;
import io.cofire.data.batches.SampleSource;
import io.cofire.data.files.FileSystems;
import io.cofire.data.readahead.ReadFigures;
import io.cofire.data.readahead.ReadTally;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.TrainerConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/** The prepared data as a recipe uses it, shared by the ranks or workers of one process. */
public final class HostData {

  private final TrainingPlan whole;
  private final SampleSource train;
  private final SampleSource test;
  private final Optional<SampleSource> validation;
  private final BatchPlan plan;
  private final int loaderThreads;
  private final ReadTally reads;

  private HostData(TrainingPlan whole, ShardSet shards, Loading loading) {
    this(
        whole,
        samples(whole, shards, whole.recipe().data().train(), loading.memoryBytes()),
        samples(whole, shards, whole.recipe().data().test(), loading.memoryBytes()),
        Inputs.validated(whole.recipe().data(), shards, loading.memoryBytes()),
        loading.threads(),
        shards.tally());
  }

  private HostData(
      TrainingPlan whole,
      SampleSource train,
      SampleSource test,
      Optional<SampleSource> validation,
      int loaderThreads,
      ReadTally reads) {
    this.whole = whole;
    this.train = train;
    this.test = test;
    this.validation = validation;
    this.plan = whole.batches();
    this.loaderThreads = loaderThreads;
    this.reads = reads;
  }

  private static SampleSource samples(
      TrainingPlan whole, ShardSet shards, String split, long cacheBytes) {
    return Inputs.samples(whole.recipe(), shards, split, cacheBytes);
  }

  /**
   * Opens other data to score a network on, its labels those of the network.
   *
   * @see #open(Recipe, Configuration, Loading)
   */
  public static HostData scoring(
      Recipe recipe, ScoredData other, Configuration hadoop, Loading loading) {
    ShardSet shards =
        ShardSet.open(hadoop, FileSystems.path(other.shards())).through(loading.disk());
    TrainingPlan plan = Assembly.ofScoring(recipe, other, shards);
    SampleSource found =
        Inputs.scoredSamples(recipe.data(), shards, other.split(), loading.memoryBytes());
    SampleSource scored = new Relabelled(found, other.labels(shards.manifest()));
    // nobody trains on it
    return new HostData(plan, scored, scored, Optional.empty(), loading.threads(), shards.tally());
  }

  /** Opens the data of the ranks of a recipe; shards are read when their samples are. */
  public static HostData open(Recipe recipe, Configuration hadoop, Loading loading) {
    ShardSet shards = shards(recipe, hadoop).through(loading.disk());
    return new HostData(Assembly.ofRanks(recipe, shards), shards, loading);
  }

  /**
   * Opens the data of a plan that has been made elsewhere.
   *
   * @see #open(Recipe, Configuration, Loading)
   */
  public static HostData open(TrainingPlan plan, Configuration hadoop, Loading loading) {
    return new HostData(plan, shards(plan.recipe(), hadoop).through(loading.disk()), loading);
  }

  /**
   * Opens the manifest of a recipe's data.
   *
   * @throws io.cofire.data.shards.ShardException if there is none or it is damaged
   */
  public static ShardSet shards(Recipe recipe, Configuration hadoop) {
    return ShardSet.open(hadoop, FileSystems.path(recipe.data().shards()));
  }

  /** What this process has read of them so far. */
  public ReadFigures reads() {
    return reads.figures();
  }

  /** Names the prepared data in checkpoints. */
  public String manifestHash() {
    return whole.manifestHash();
  }

  /** The learning rate over the steps. */
  public Rate rate() {
    return whole.rate();
  }

  /** Which samples make which training batch. */
  public BatchPlan plan() {
    return plan;
  }

  /** A trainer for minibatches of {@link #training}, whose scores are of {@link #testing}. */
  public TrainerConfig trainer(int rank) {
    TrainerConfig config = whole.trainer(plan.rankBatch(rank));
    return config
        .withLastRankBatch(plan.lastRankBatch(rank))
        .with(config.choices().weighing(classWeights()));
  }

  private List<Double> classWeights() {
    return whole
        .recipe()
        .training()
        .classWeights()
        .map(chosen -> chosen.weights(labels(train), whole.classes()))
        .orElse(List.of());
  }

  /** Classes of samples. */
  static int[] labels(SampleSource samples) {
    return IntStream.range(0, samples.size()).map(samples::label).toArray();
  }

  /** A trainer that only scores. */
  public TrainerConfig scorer(int rank) {
    return whole.scorer(plan.rankBatch(rank));
  }

  /** The result of scoring the whole test split. */
  public EvaluationResult result(Evaluation all, Counting counting) {
    return whole.result(all, counting);
  }

  /** Training minibatches of a rank from a place in the run to its end. */
  public MinibatchLoader training(int rank, int epoch, int step) {
    int epochs = whole.recipe().training().epochs();
    return new MinibatchLoader(
        train,
        plan.from(rank, epoch, step, epochs),
        loading(whole.trained(), Math.max(plan.rankBatch(rank), plan.lastRankBatch(rank))),
        train.ahead(plan.stretches(rank, epoch, step, epochs)));
  }

  /** Where a sample of the test split came from. */
  public String testName(int sample) {
    return test.name(sample);
  }

  /** A rank's share of the test split, in minibatches as large as those it trains on. */
  public MinibatchLoader testing(int rank) {
    return testing(rank, plan.rankBatch(rank));
  }

  /** A rank's share of the test split, in minibatches of so many samples. */
  public MinibatchLoader testing(int rank, int batch) {
    return scoring(test, rank, batch);
  }

  /**
   * A worker's share of what epochs are compared on, in minibatches of so many samples.
   *
   * @throws java.util.NoSuchElementException if the recipe has none
   */
  public MinibatchLoader validating(int worker, int batch) {
    return scoring(validation.orElseThrow(), worker, batch);
  }

  private MinibatchLoader scoring(SampleSource samples, int worker, int batch) {
    EvaluationPlan share = new EvaluationPlan(samples.size(), batch, whole.workers());
    return new MinibatchLoader(
        samples,
        share.batches(worker),
        loading(whole.scored(), batch),
        samples.ahead(share.stretches(worker, samples.shards())));
  }

  private LoaderConfig loading(InputShape input, int batch) {
    return LoaderConfig.of(Inputs.minibatch(input, batch), loaderThreads);
  }
}
