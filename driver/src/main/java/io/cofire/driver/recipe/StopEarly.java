package io.cofire.driver.recipe;

import io.cofire.data.config.Default;
import io.cofire.data.errors.InvalidValue;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.Measure;
import java.util.List;

/**
 * When a training ends before its last epoch. It follows from the metrics of the epochs done, which
 * every rank and every checkpoint has.
 *
 * @param patience validations in a row without a better one
 * @param measure by which figure an epoch is better
 */
public record StopEarly(int patience, @Default("accuracy") Measure measure) {

  /** Checks the count. */
  public StopEarly {
    if (patience < 1) {
      throw new InvalidValue("training.stopEarly.patience", patience, "must be at least 1");
    }
  }

  /**
   * Whether a training has ended.
   *
   * @param done metrics of the epochs done
   * @param best number of the one that was validated best
   */
  public boolean ends(List<EpochMetrics> done, int best) {
    long after = done.stream().filter(each -> each.isValidated() && each.epoch() > best).count();
    return after >= patience;
  }
}
