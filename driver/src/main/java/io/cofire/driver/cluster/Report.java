package io.cofire.driver.cluster;

import io.cofire.driver.checkpoint.EpochMetrics;
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
 */
record Report(
    StepProgress last, List<Epoch> epochs, Map<String, Double> firingRates, List<String> alarms)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  static final Report EMPTY = new Report(null, List.of(), Map.of(), List.of());

  Report {
    epochs = List.copyOf(epochs);
    alarms = List.copyOf(alarms);
  }

  /** A finished epoch and how long it took, evaluation included. */
  record Epoch(EpochMetrics metrics, double seconds) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  Report with(StepProgress step) {
    Map<String, Double> rates = step.firingRates().isEmpty() ? firingRates : step.firingRates();
    return new Report(step, epochs, rates, joined(alarms, step.alarms()));
  }

  Report with(Epoch epoch) {
    return new Report(last, joined(epochs, List.of(epoch)), firingRates, alarms);
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
