package io.cofire.driver.run;

import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.ops.rank.Evaluation;
import java.util.Optional;

/**
 * The newest scores of a run, as its lines of metrics repeat them.
 *
 * @param testLoss on the test split; null before the first evaluation
 * @param testAccuracy of the same
 * @param validationLoss on the validation split; null before the first validation
 * @param validationAccuracy of the same
 */
public record Scores(
    Double testLoss, Double testAccuracy, Double validationLoss, Double validationAccuracy) {

  /** None yet. */
  public static final Scores NONE = new Scores(null, null, null, null);

  /** Those of an epoch; where it was not validated, the validation stays what it was. */
  public Scores after(EpochMetrics epoch) {
    return new Scores(
        epoch.testLoss(),
        epoch.testAccuracy(),
        epoch.isValidated() ? epoch.validationLoss() : validationLoss,
        epoch.isValidated() ? epoch.validationAccuracy() : validationAccuracy);
  }

  /** After an evaluation on the test split, and perhaps one on the validation split. */
  public Scores after(Evaluation test, Optional<Evaluation> validation) {
    return new Scores(
        test.meanLoss(),
        test.accuracy(),
        validation.map(Evaluation::meanLoss).orElse(validationLoss),
        validation.map(Evaluation::accuracy).orElse(validationAccuracy));
  }
}
