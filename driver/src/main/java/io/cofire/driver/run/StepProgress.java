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
 * @param samplesPerSecond training samples of all ranks per second since this attempt began
 * @param secondsLeft estimate for the rest of the run, evaluations included
 * @param split where this step's time went; null where it is not known
 * @param firingRates spikes per neuron and timestep by layer on this step's samples of all ranks;
 *     empty in steps that nobody watched
 * @param alarms what was found wrong in this step
 */
public record StepProgress(
    long step,
    long steps,
    int epoch,
    double loss,
    double accuracy,
    double samplesPerSecond,
    double secondsLeft,
    @JsonInclude(JsonInclude.Include.NON_NULL) StepSplit split,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> firingRates,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> alarms)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public StepProgress {
    alarms = List.copyOf(alarms);
  }

  /** Without what only ranks that exchange at every step can tell. */
  public StepProgress(
      long step,
      long steps,
      int epoch,
      double loss,
      double accuracy,
      double samplesPerSecond,
      double secondsLeft) {
    this(
        step,
        steps,
        epoch,
        loss,
        accuracy,
        samplesPerSecond,
        secondsLeft,
        null,
        Map.of(),
        List.of());
  }
}
