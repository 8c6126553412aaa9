package io.cofire.driver.averaging;

import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What one worker's round came to: Deeplearning4j's result, the sums that weigh it, and where. */
final class AveragingResult extends ParameterAveragingTrainingResult {

  private static final long serialVersionUID = 1L;

  private final RoundSums sums;
  private final String executor;

  AveragingResult(INDArray parameters, INDArray updater, RoundSums sums, String executor) {
    super(parameters, updater, sums.meanLoss(), null, null, null);
    this.sums = sums;
    this.executor = executor;
  }

  RoundSums sums() {
    return sums;
  }

  String executor() {
    return executor;
  }
}
