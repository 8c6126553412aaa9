package io.cofire.driver.sizing;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.plan.MemoryPlan;
import java.util.Locale;

/**
 * How a training is shared out over executors, and what each takes.
 *
 * @param recipe what is trained
 * @param executors how many, at most one for each rank
 * @param ranks of them all: ranks, or averaging's workers
 * @param each ranks of the fullest executor
 * @param rank tensors of one rank
 * @param memory of the fullest executor
 */
public record ExecutorPlan(
    Recipe recipe, int executors, int ranks, int each, MemoryPlan rank, HostMemory memory) {

  /**
   * Shares out a training.
   *
   * @param plan of the recipe and its data
   * @param manifest of the data
   * @param executors how many were asked for
   * @param cacheBytes prepared data that a process keeps of each split
   * @throws InvalidValue if there is to be none, or more than ranks
   */
  public static ExecutorPlan of(
      TrainingPlan plan, Manifest manifest, int executors, long cacheBytes) {
    int ranks = plan.workers();
    if (executors < 1 || executors > ranks) {
      boolean averages = plan.recipe().training().sync() == Recipe.Sync.AVERAGING;
      throw new InvalidValue(
          "--executors",
          executors,
          String.format(
              Locale.ROOT,
              "must be in 1..%d: the recipe has %s %d, and an executor without one has nothing to do",
              ranks,
              averages ? "training.averaging.workers" : "training.ranks",
              ranks));
    }
    int each = (ranks + executors - 1) / executors;
    HostEstimate estimate = new HostEstimate(plan, manifest, each, executors > 1);
    return new ExecutorPlan(
        plan.recipe(), executors, ranks, each, estimate.rank(), estimate.memory(cacheBytes));
  }

  /** Whether a rank computes on a GPU, if there is one. */
  public boolean onGpu() {
    return !memory.gpu().isEmpty();
  }

  /** Whether each step has one task an executor, which holds all its ranks. */
  boolean inStep() {
    return recipe.training().sync() == Recipe.Sync.STEP;
  }
}
