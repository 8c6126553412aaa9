package io.cofire.driver.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Where the training is: a line of the metrics.
 *
 * @param step optimizer steps done
 * @param steps optimizer steps of the whole run
 * @param epoch the epoch in progress, from 1
 * @param loss mean loss over the epoch so far, all ranks
 * @param accuracy share of right predictions over the epoch so far, all ranks
 * @param learningRate of this step's update
 * @param testLoss mean loss of the newest evaluation: before a run's first one null
 * @param testAccuracy accuracy of the same
 * @param validationLoss mean loss of the newest validation; null before the first
 * @param validationAccuracy accuracy of the same
 * @param samplesPerSecond training samples of all ranks per second since this attempt began
 * @param secondsLeft estimate for the rest of the run, evaluations included
 * @param split where this step's time went; null where it is not known
 * @param firingRates spikes per neuron and timestep by layer, on the samples of all ranks in the
 *     newest step that was counted
 * @param alarms what was found wrong in this step
 */
public record StepProgress(
    long step,
    long steps,
    int epoch,
    double loss,
    double accuracy,
    double learningRate,
    Double testLoss,
    Double testAccuracy,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationLoss,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationAccuracy,
    double samplesPerSecond,
    double secondsLeft,
    @JsonInclude(JsonInclude.Include.NON_NULL) StepSplit split,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> firingRates,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> alarms)
    implements Serializable {

  private static final long serialVersionUID = 2L;

  /** Copies the list. */
  public StepProgress {
    alarms = List.copyOf(alarms);
  }

  /** The same with the evaluation that followed this step. */
  public StepProgress tested(Scores scores) {
    return new StepProgress(
        step,
        steps,
        epoch,
        loss,
        accuracy,
        learningRate,
        scores.testLoss(),
        scores.testAccuracy(),
        scores.validationLoss(),
        scores.validationAccuracy(),
        samplesPerSecond,
        secondsLeft,
        split,
        firingRates,
        alarms);
  }
}
