package io.cofire.ops.rank;

import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;

/**
 * Everything that one rank's training depends on; the same on every rank but for the batch.
 *
 * @param network the network
 * @param input what a sample looks like
 * @param classes number of classes
 * @param rankBatch samples of this rank's minibatches, padding included
 * @param optimizer the optimizer
 * @param schedule the rate's factor over the epochs
 * @param stepsPerEpoch steps of one epoch
 * @param epochs epochs of the whole run
 * @param seed root of the start values
 */
public record TrainerConfig(
    NetworkConfig network,
    InputShape input,
    int classes,
    int rankBatch,
    OptimizerConfig optimizer,
    Schedule schedule,
    int stepsPerEpoch,
    int epochs,
    long seed) {

  /** Checks the sizes. */
  public TrainerConfig {
    requirePositive("classes", classes);
    requirePositive("rankBatch", rankBatch);
    requirePositive("stepsPerEpoch", stepsPerEpoch);
    requirePositive("epochs", epochs);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Invalid training." + name + ": " + value + " (must be at least 1)");
    }
  }
}
