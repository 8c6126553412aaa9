package io.cofire.driver.run;

import io.cofire.driver.checkpoint.EpochMetrics;

/**
 * The epoch of a run that was validated best.
 *
 * @param epoch from 1
 * @param step optimizer steps at its end
 * @param validationLoss mean loss on the validation split
 * @param validationAccuracy accuracy on it
 * @param testLoss mean loss on the test split after that epoch
 * @param testAccuracy accuracy on it
 * @param checkpoint path of the checkpoint at its end, which stays
 */
public record BestEpoch(
    int epoch,
    long step,
    double validationLoss,
    double validationAccuracy,
    double testLoss,
    double testAccuracy,
    String checkpoint) {

  /** That of an epoch which was validated. */
  public static BestEpoch of(EpochMetrics metrics, long step, String checkpoint) {
    return new BestEpoch(
        metrics.epoch(),
        step,
        metrics.validationLoss(),
        metrics.validationAccuracy(),
        metrics.testLoss(),
        metrics.testAccuracy(),
        checkpoint);
  }
}
