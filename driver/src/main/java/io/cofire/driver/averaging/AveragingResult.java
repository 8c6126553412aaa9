package io.cofire.driver.averaging;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.errors.Retry;
import io.cofire.driver.run.TaskFailure;
import java.util.Optional;
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
  private final String failure; // null after a round that went well
  private final Fault fault; // of the failure; Kryo 4 cannot set a record's fields

  private AveragingResult(
      INDArray parameters, INDArray updater, RoundSums sums, String executor, TaskFailure failure) {
    super(parameters, updater, sums.meanLoss(), null, null, null);
    this.sums = sums;
    this.executor = executor;
    this.failure = failure == null ? null : failure.getMessage();
    this.fault = failure == null ? null : failure.diagnosis().fault();
  }

  /** A round's; without data, of no weight. */
  static AveragingResult of(
      INDArray parameters, INDArray updater, RoundSums sums, String executor) {
    return new AveragingResult(parameters, updater, sums, executor, null);
  }

  /** That of a round which must not be tried again, and why. */
  static AveragingResult failed(TaskFailure failure, String executor) {
    return new AveragingResult(null, null, RoundSums.ZERO, executor, failure);
  }

  RoundSums sums() {
    return sums;
  }

  String executor() {
    return executor;
  }

  /** What went wrong and would again, if anything did. */
  Optional<TaskFailure> failure() {
    return failure == null
        ? Optional.empty()
        : Optional.of(new TaskFailure(failure, new Diagnosis(fault, Retry.FAILS_ALIKE)));
  }
}
