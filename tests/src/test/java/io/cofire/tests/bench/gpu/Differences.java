package io.cofire.tests.bench.gpu;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far an engine's operations are from the reference's. A membrane that lies at the threshold to
 * the last bit may fire in one engine alone, so a few numbers in a thousand may differ by more.
 */
final class Differences {

  private static final double TOLERANCE = 1e-5;
  private static final double SHARE = 2e-3;

  private final Map<String, Compared> operations = new TreeMap<>();

  /**
   * One operation's.
   *
   * @param calls of it
   * @param numbers that were compared
   * @param apart those that differ by more than the tolerance times the largest of their array
   * @param typical largest difference of the others, over the largest of their array
   */
  record Compared(long calls, long numbers, long apart, double typical) {

    private Compared and(Compared other) {
      return new Compared(
          calls + other.calls,
          numbers + other.numbers,
          apart + other.apart,
          Math.max(typical, other.typical));
    }

    boolean isClose() {
      return apart <= SHARE * numbers;
    }
  }

  void compare(String operation, float[] found, float[] expected) {
    double[] wide = new double[expected.length];
    double[] ours = new double[found.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = expected[i];
      ours[i] = found[i];
    }
    compare(operation, ours, wide);
  }

  void compare(String operation, double[] found, double[] expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    long apart = 0;
    double typical = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(found[i] - expected[i]) / Math.max(largest, 1e-30);
      if (difference <= TOLERANCE) {
        typical = Math.max(typical, difference);
      } else if (found[i] != expected[i]) {
        apart++; // a NaN too
      }
    }
    operations.merge(operation, new Compared(1, expected.length, apart, typical), Compared::and);
  }

  Map<String, Compared> operations() {
    return operations;
  }

  boolean areClose() {
    return operations.values().stream().allMatch(Compared::isClose);
  }
}
