package io.cofire.driver.cluster;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.batches.Minibatch;
import io.cofire.data.batches.MinibatchLoader;
import io.cofire.driver.run.StopWatch;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.StepResult;
import io.cofire.ops.rank.Watching;

/** Steps of one rank, each of as many minibatches as its batch has parts. */
final class PartedSteps {

  private final MinibatchLoader loader;
  private final BatchPlan plan;
  private final StopWatch watch;
  private long waitedNanos;

  PartedSteps(MinibatchLoader loader, BatchPlan plan, StopWatch watch) {
    this.loader = loader;
    this.plan = plan;
    this.watch = watch;
  }

  /**
   * The next step.
   *
   * @param step step in the epoch, from 0
   */
  StepResult next(RankTrainer trainer, int step, Watching watching) {
    waitedNanos = 0;
    int samples = plan.batch(step);
    for (int left = plan.parts(step); left > 1; left--) {
      trainer.accumulate(load(), samples, watching);
      watch.part();
    }
    return trainer.step(load(), samples, watching);
  }

  private Minibatch load() {
    Minibatch loaded = loader.next();
    waitedNanos += watch.data();
    return loaded;
  }

  /** How long the last step has waited for its minibatches. */
  long waitedNanos() {
    return waitedNanos;
  }
}
