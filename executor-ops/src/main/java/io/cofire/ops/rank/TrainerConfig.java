package io.cofire.ops.rank;

import io.cofire.ops.layer.Recompute;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.optimizer.UpdateRules;
import io.cofire.ops.schedule.Schedule;
import java.util.Locale;

/**
 * Everything that one rank's training depends on; the same on every rank but for the batches.
 *
 * @param network the network
 * @param input what a sample looks like in training
 * @param scoring what a sample looks like in evaluation: the number of timesteps may differ
 * @param classes number of classes
 * @param rankBatch samples of this rank's minibatches, padding included
 * @param lastRankBatch samples of this rank's last minibatch of an epoch; 0 where it has none there
 *     and only takes part in the exchanges of the others
 * @param normSync whose samples norms see in training
 * @param loss what training minimises
 * @param optimizer the optimizer
 * @param schedule the rate's factor over the epochs
 * @param stepsPerEpoch steps of one epoch
 * @param epochs epochs of the whole run
 * @param seed root of the start values
 * @param recompute what a backward computes again instead of keeping it; the same bits
 * @param choices what else of a step was chosen
 */
public record TrainerConfig(
    NetworkConfig network,
    InputShape input,
    InputShape scoring,
    int classes,
    int rankBatch,
    int lastRankBatch,
    NormSync normSync,
    LossConfig loss,
    OptimizerConfig optimizer,
    Schedule schedule,
    int stepsPerEpoch,
    int epochs,
    long seed,
    Recompute recompute,
    StepChoices choices) {

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
    if (lastRankBatch < 0) {
      throw new IllegalArgumentException(
          "Invalid training.lastRankBatch: " + lastRankBatch + " (must be at least 0)");
    }
    requirePositive("stepsPerEpoch", stepsPerEpoch);
    requirePositive("epochs", epochs);
  }

  /** With minibatches of one size. */
  public TrainerConfig(
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
    this(
        network,
        input,
        scoring,
        classes,
        rankBatch,
        rankBatch,
        normSync,
        loss,
        optimizer,
        schedule,
        stepsPerEpoch,
        epochs,
        seed,
        recompute,
        StepChoices.NONE);
  }

  /** The same with another number of samples in the last minibatch of an epoch. */
  public TrainerConfig withLastRankBatch(int samples) {
    return new TrainerConfig(
        network,
        input,
        scoring,
        classes,
        rankBatch,
        samples,
        normSync,
        loss,
        optimizer,
        schedule,
        stepsPerEpoch,
        epochs,
        seed,
        recompute,
        choices);
  }

  /** What of the gradients reaches which parameters. */
  UpdateRules rules() {
    return choices.rules();
  }

  /** The same with other rules. */
  public TrainerConfig with(UpdateRules other) {
    return with(choices.with(other));
  }

  /** The same with other choices. */
  public TrainerConfig with(StepChoices other) {
    return new TrainerConfig(
        network,
        input,
        scoring,
        classes,
        rankBatch,
        lastRankBatch,
        normSync,
        loss,
        optimizer,
        schedule,
        stepsPerEpoch,
        epochs,
        seed,
        recompute,
        other);
  }

  /** Places of the last minibatch of an epoch: one that is no sample's where there is none. */
  int lastPlaces() {
    return Math.max(1, lastRankBatch);
  }

  /** Whether this rank has no sample in an epoch's last minibatch. */
  private boolean isAbsentAtTheEnd() {
    return lastRankBatch == 0;
  }

  /** Whether a minibatch has a size that this rank's have, and no padding but where it has none. */
  boolean takes(int places, int samples) {
    return places == samples
        ? samples == rankBatch || samples == lastRankBatch
        : isAbsentAtTheEnd() && places == 1 && samples == 0;
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
