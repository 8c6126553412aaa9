package io.cofire.ops.rank;

import io.cofire.ops.layer.Recompute;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import java.util.Locale;

/**
 * Everything that one rank's training depends on; the same on every rank but for the batch.
 *
 * @param network the network
 * @param input what a sample looks like in training
 * @param scoring what a sample looks like in evaluation: the number of timesteps may differ
 * @param classes number of classes
 * @param rankBatch samples of this rank's minibatches, padding included
 * @param normSync whose samples norms see in training
 * @param loss what training minimises
 * @param optimizer the optimizer
 * @param schedule the rate's factor over the epochs
 * @param stepsPerEpoch steps of one epoch
 * @param epochs epochs of the whole run
 * @param seed root of the start values
 * @param recompute what a backward computes again instead of keeping it; the same bits
 */
public record TrainerConfig(
    NetworkConfig network,
    InputShape input,
    InputShape scoring,
    int classes,
    int rankBatch,
    NormSync normSync,
    LossConfig loss,
    OptimizerConfig optimizer,
    Schedule schedule,
    int stepsPerEpoch,
    int epochs,
    long seed,
    Recompute recompute) {

  /** Checks the sizes. */
  public TrainerConfig {
    if (!scoring.withTimesteps(input.timesteps()).equals(input)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot train on %s and evaluate on %s: only the number of timesteps may differ",
              input,
              scoring));
    }
    requirePositive("classes", classes);
    requirePositive("rankBatch", rankBatch);
    requirePositive("stepsPerEpoch", stepsPerEpoch);
    requirePositive("epochs", epochs);
  }

  /** With norms that see the samples of all ranks, and everything kept for the backward. */
  public TrainerConfig(
      NetworkConfig network,
      InputShape input,
      InputShape scoring,
      int classes,
      int rankBatch,
      LossConfig loss,
      OptimizerConfig optimizer,
      Schedule schedule,
      int stepsPerEpoch,
      int epochs,
      long seed) {
    this(
        network,
        input,
        scoring,
        classes,
        rankBatch,
        NormSync.ALL,
        loss,
        optimizer,
        schedule,
        stepsPerEpoch,
        epochs,
        seed,
        Recompute.NONE);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "Invalid training.%s: %d (must be at least 1)", name, value));
    }
  }
}
