package io.cofire.tests.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Times of the same work, in seconds, in the order in which they were taken.
 *
 * @param seconds at least one
 */
record Spread(List<Double> seconds) {

  Spread {
    seconds = List.copyOf(seconds);
  }

  static Spread of(double[] seconds) {
    return new Spread(Arrays.stream(seconds).boxed().toList());
  }

  int count() {
    return seconds.size();
  }

  double median() {
    return quantile(0.5);
  }

  /** The time that a share of all stays below; 0 for the fastest, 1 for the slowest. */
  double quantile(double share) {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
