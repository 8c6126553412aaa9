package io.cofire.driver.checkpoint;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;

/**
 * What an epoch came to, over all ranks. It holds no time of day, so that an interrupted run and an
 * uninterrupted one write the same.
 *
 * @param epoch epochs done, from 1
 * @param trainLoss mean loss over the epoch's training samples
 * @param trainAccuracy share of them whose largest logit was their label's, while weights changed
 * @param testLoss mean loss over the test split after the epoch
 * @param testAccuracy top-1 accuracy on the test split after the epoch
 * @param validationLoss mean loss over the validation split; null where the epoch was not validated
 * @param validationAccuracy top-1 accuracy on the validation split; null like it
 */
public record EpochMetrics(
    int epoch,
    double trainLoss,
    double trainAccuracy,
    double testLoss,
    double testAccuracy,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationLoss,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationAccuracy)
    implements Serializable {

  private static final long serialVersionUID = 2L;

  /** Of an epoch that was not validated. */
  public EpochMetrics(
      int epoch, double trainLoss, double trainAccuracy, double testLoss, double testAccuracy) {
    this(epoch, trainLoss, trainAccuracy, testLoss, testAccuracy, null, null);
  }

  /** The same with what the validation came to. */
  public EpochMetrics validated(double loss, double accuracy) {
    return new EpochMetrics(
        epoch, trainLoss, trainAccuracy, testLoss, testAccuracy, loss, accuracy);
  }

  /** Whether it was. */
  @JsonIgnore
  public boolean isValidated() {
    return validationAccuracy != null;
  }
}
