package io.cofire.driver.averaging;

import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one worker's round came to: Deeplearning4j's result, the sums that weigh it, and where; or a
 * failure that would come again wherever Spark tried again.
 */
final class AveragingResult extends ParameterAveragingTrainingResult {

  private static final long serialVersionUID = 1L;

  private final RoundSums sums;
  private final String executor;
  private final String failure;

  private AveragingResult(
      INDArray parameters, INDArray updater, RoundSums sums, String executor, String failure) {
    super(parameters, updater, sums.meanLoss(), null, null, null);
    this.sums = sums;
    this.executor = executor;
    this.failure = failure;
  }

  /** A round's; without data, of no weight. */
  static AveragingResult of(
      INDArray parameters, INDArray updater, RoundSums sums, String executor) {
    return new AveragingResult(parameters, updater, sums, executor, null);
  }

  /** That of a round which must not be tried again, and why. */
  static AveragingResult failed(String failure, String executor) {
    return new AveragingResult(null, null, RoundSums.ZERO, executor, failure);
  }

  RoundSums sums() {
    return sums;
  }

  String executor() {
    return executor;
  }

  /** What went wrong, or null. */
  String failure() {
    return failure;
  }
}
