package io.cofire.driver.cluster;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.EvaluationPlan;
import io.cofire.data.batches.LoaderConfig;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.data.batches.SampleSource;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.rank.TrainerConfig;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The prepared data as a recipe uses it: shared by the ranks of a host, and opened on the driver
 * too, so that what does not fit is said before a job starts.
 */
final class HostData {

  private final Recipe recipe;
  private final Manifest manifest;
  private final InputShape trained;
  private final InputShape scored;
  private final SampleSource train;
  private final SampleSource test;
  private final BatchPlan plan;
  private final int loaderThreads;

  private HostData(Recipe recipe, ShardSet shards, long cacheBytes, int loaderThreads) {
    Recipe.Data data = recipe.data();
    this.recipe = recipe;
    this.manifest = shards.manifest();
    this.trained = Inputs.trained(data, manifest);
    this.scored = Inputs.scored(data, manifest);
    this.train = Inputs.samples(recipe, shards, data.train(), cacheBytes);
    this.test = Inputs.samples(recipe, shards, data.test(), cacheBytes);
    this.loaderThreads = loaderThreads;
    Key key = Key.of(recipe.seed()).child("batches");
    Recipe.Training training = recipe.training();
    this.plan = new BatchPlan(key, train.size(), training.batch(), training.ranks());
    if (test.size() < training.ranks()) {
      throw new InvalidValue(
          "training.ranks",
          training.ranks(),
          "split %s has only %d samples to evaluate".formatted(data.test(), test.size()));
    }
  }

  /** Opens the manifest; shards are read when their samples are. */
  static HostData open(Recipe recipe, Configuration hadoop, long cacheBytes) {
    return open(recipe, hadoop, cacheBytes, 1);
  }

  /**
   * Opens the manifest for ranks that load with some threads each.
   *
   * @param loaderThreads no part of the result
   */
  static HostData open(Recipe recipe, Configuration hadoop, long cacheBytes, int loaderThreads) {
    ShardSet shards = ShardSet.open(hadoop, new Path(recipe.data().shards()));
    return new HostData(recipe, shards, cacheBytes, loaderThreads);
  }

  /** Names the prepared data in checkpoints. */
  String manifestHash() {
    return manifest.sha256();
  }

  BatchPlan plan() {
    return plan;
  }

  /** A trainer for minibatches of {@link #training}, whose scores are of {@link #testing}. */
  TrainerConfig trainer(int rank) {
    return trainer(rank, trained);
  }

  /** A trainer that only scores. */
  TrainerConfig scorer(int rank) {
    return trainer(rank, scored);
  }

  private TrainerConfig trainer(int rank, InputShape input) {
    Recipe.Training training = recipe.training();
    return new TrainerConfig(
        recipe.network(),
        input,
        scored,
        manifest.classes().size(),
        plan.rankBatch(rank),
        training.normSync(),
        training.loss(),
        training.optimizer(),
        training.schedule(),
        plan.stepsPerEpoch(),
        training.epochs(),
        recipe.seed(),
        recipe.run().recompute());
  }

  /** Training minibatches of a rank from a place in the run to its end. */
  MinibatchLoader training(int rank, int epoch, int step) {
    return new MinibatchLoader(
        train, plan.from(rank, epoch, step, recipe.training().epochs()), loading(trained, rank));
  }

  /** A rank's share of the test split. */
  MinibatchLoader testing(int rank) {
    EvaluationPlan share =
        new EvaluationPlan(test.size(), plan.rankBatch(rank), recipe.training().ranks());
    return new MinibatchLoader(test, share.batches(rank), loading(scored, rank));
  }

  private LoaderConfig loading(InputShape input, int rank) {
    return LoaderConfig.of(Inputs.minibatch(input, plan.rankBatch(rank)), loaderThreads);
  }
}
