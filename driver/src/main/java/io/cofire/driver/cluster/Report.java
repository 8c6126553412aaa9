package io.cofire.driver.cluster;

import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.run.StepProgress;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What rank 0 has told the driver in this attempt.
 *
 * @param last the last step; null before the first
 * @param epochs epochs finished in this attempt
 * @param firingRates of the last step that was watched; empty before the first
 * @param alarms all that were raised
 * @param warnings what else went wrong in this attempt and did not end it
 */
record Report(
    StepProgress last,
    List<Epoch> epochs,
    Map<String, Double> firingRates,
    List<String> alarms,
    List<String> warnings)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  static final Report EMPTY = new Report(null, List.of(), Map.of(), List.of(), List.of());

  Report {
    epochs = List.copyOf(epochs);
    alarms = List.copyOf(alarms);
    warnings = List.copyOf(warnings);
  }

  /** A finished epoch and how long it took, evaluation included. */
  record Epoch(EpochMetrics metrics, double seconds) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  Report with(StepProgress step) {
    Map<String, Double> rates = step.firingRates().isEmpty() ? firingRates : step.firingRates();
    return new Report(step, epochs, rates, joined(alarms, step.alarms()), warnings);
  }

  Report with(Epoch epoch) {
    return new Report(last, joined(epochs, List.of(epoch)), firingRates, alarms, warnings);
  }

  Report warned(String warning) {
    return new Report(last, epochs, firingRates, alarms, joined(warnings, List.of(warning)));
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
