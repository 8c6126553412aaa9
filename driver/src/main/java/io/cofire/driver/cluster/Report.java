package io.cofire.driver.cluster;

import io.cofire.driver.checkpoint.EpochMetrics;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What rank 0 has told the driver in this attempt.
 *
 * @param last the last step; null before the first
 * @param epochs epochs finished in this attempt
 */
record Report(StepProgress last, List<Epoch> epochs) implements Serializable {

  private static final long serialVersionUID = 1L;
  static final Report EMPTY = new Report(null, List.of());

  Report {
    epochs = List.copyOf(epochs);
  }

  /** A finished epoch and how long it took, evaluation included. */
  record Epoch(EpochMetrics metrics, double seconds) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  Report with(StepProgress step) {
    return new Report(step, epochs);
  }

  Report with(Epoch epoch) {
    List<Epoch> all = new ArrayList<>(epochs);
    all.add(epoch);
    return new Report(last, all);
  }
}
