package io.cofire.driver.assembly;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.random.Key;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.Operations;
import io.cofire.driver.run.TrainingListener;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.plan.Blueprint;
import io.cofire.ops.rank.Counting;
import io.cofire.ops.rank.Evaluation;
import io.cofire.ops.rank.NormSync;
import io.cofire.ops.rank.TrainerConfig;
import java.util.List;
import java.util.Optional;

/**
 * What follows from a recipe and the manifest of its data before a shard is read: the same in every
 * process, in both modes. {@link Assembly} makes those that fit.
 *
 * @param recipe the experiment
 * @param workers how many share each batch: ranks, or averaging's workers
 * @param trained what a sample looks like in training
 * @param scored what a sample looks like when it is scored
 * @param classes K
 * @param shards samples that are trained on in each shard of the training split
 * @param tested samples of the test split
 * @param manifestHash names the prepared data in checkpoints
 */
public record TrainingPlan(
    Recipe recipe,
    int workers,
    InputShape trained,
    InputShape scored,
    int classes,
    List<Integer> shards,
    int tested,
    String manifestHash) {

  /** Copies the list. */
  public TrainingPlan {
    shards = List.copyOf(shards);
  }

  /** Samples that are trained on. */
  public int samples() {
    return shards.stream().mapToInt(Integer::intValue).sum();
  }

  /** Which samples make which batch; for one process to share, since it keeps a permutation. */
  public BatchPlan batches() {
    Key key = Key.of(recipe.seed()).child("batches");
    Recipe.Training training = recipe.training();
    return new BatchPlan(
        key,
        shards,
        recipe.data().shuffle(),
        training.batch(),
        training.parts(),
        workers,
        training.lastBatch());
  }

  /** Samples of a worker's minibatches in training. */
  public int batchOf(int worker) {
    return batches().rankBatch(worker);
  }

  /** Optimizer steps of an epoch. */
  public int stepsPerEpoch() {
    return batches().stepsPerEpoch();
  }

  /** The learning rate over the steps. */
  public Rate rate() {
    Recipe.Training training = recipe.training();
    double base = training.optimizer().rate();
    return new Rate(base, training.schedule(), stepsPerEpoch(), training.epochs());
  }

  /** The step that this run ends with. */
  public long lastStep() {
    return recipe.run().lastStep((long) recipe.training().epochs() * stepsPerEpoch());
  }

  /** A trainer for minibatches of so many samples, which trains and scores. */
  public TrainerConfig trainer(int batch) {
    TrainerConfig config = trainer(batch, trained);
    return config.with(config.choices().averaging(recipe.training().ema()));
  }

  /** A trainer that only scores. */
  public TrainerConfig scorer(int batch) {
    return trainer(batch, scored);
  }

  private TrainerConfig trainer(int batch, InputShape input) {
    Recipe.Training training = recipe.training();
    boolean together = training.sync() == Recipe.Sync.STEP;
    TrainerConfig config =
        new TrainerConfig(
            recipe.network(),
            input,
            scored,
            classes,
            batch,
            together ? training.normSync() : NormSync.ALL,
            training.loss(),
            training.optimizer(),
            training.schedule(),
            stepsPerEpoch(),
            training.epochs(),
            recipe.seed(),
            recipe.run().recompute());
    return config.with(training.rules());
  }

  /**
   * What a listener is told at the start.
   *
   * @param hosts processes that hold the workers
   * @param from what is done already
   */
  public TrainingListener.Plan announced(int hosts, Progress from) {
    long last = recipe.hasStopped(from) ? from.step() : lastStep();
    return new TrainingListener.Plan(
        workers, hosts, stepsPerEpoch(), recipe.training().epochs(), last, from.step());
  }

  /**
   * The result of scoring the whole test split, with what a sample costs where that was counted.
   */
  public EvaluationResult result(Evaluation whole, Counting counting) {
    return EvaluationResult.of(
        whole,
        counting == Counting.SPIKES
            ? Optional.empty()
            : Optional.of(
                Operations.of(
                    Blueprint.of(recipe.network(), scored, classes, 1), scored, whole, counting)));
  }
}
