package io.cofire.driver.figures.chart;

import io.cofire.driver.report.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values along one side of a chart.
 *
 * @param low value at its beginning
 * @param high value at its end
 * @param ticks values that are written
 * @param logarithmic whether equal lengths are equal factors
 */
record Axis(double low, double high, List<Double> ticks, boolean logarithmic) {

  private static final double SMALLEST = 1e-30; // what is below counts as it, on a logarithmic one

  /** Equal lengths for equal differences, round values at both ends. */
  static Axis linear(double low, double high, int steps) {
    List<Double> values = Ticks.covering(low, high, steps).values();
    return new Axis(values.get(0), values.get(values.size() - 1), values, false);
  }

  /** As far as values reach; round values inside. */
  static Axis within(double low, double high, int steps) {
    double end = high > low ? high : low + 1;
    List<Double> inside =
        Ticks.covering(low, end, steps).values().stream()
            .filter(value -> value >= low && value <= end)
            .toList();
    return new Axis(low, end, inside, false);
  }

  /** The same without values between whole ones, as of layers or epochs. */
  Axis whole() {
    List<Double> whole = ticks.stream().filter(value -> value == Math.rint(value)).toList();
    return new Axis(low, high, whole, logarithmic);
  }

  /** Powers of ten from below the least positive value to above the largest. */
  static Axis logarithmic(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = SMALLEST;
    for (double value : values) {
      low = value > SMALLEST ? Math.min(low, value) : low;
      high = Math.max(high, value);
    }
    int first = (int) Math.floor(Math.log10(Math.min(low, high)));
    int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
    int every = Math.max(1, (last - first) / 6);
    List<Double> ticks = new ArrayList<>();
    for (int power = first; power <= last; power += every) {
      ticks.add(Math.pow(10, power));
    }
    return new Axis(Math.pow(10, first), Math.pow(10, last), ticks, true);
  }

  /** Where a value lies, 0 at the beginning and 1 at the end. */
  double share(double value) {
    if (!logarithmic) {
      return (value - low) / (high - low);
    }
    double inside = Math.max(value, low);
    return Math.log(inside / low) / Math.log(high / low);
  }

  /** A value as it is written. */
  String label(double value) {
    return logarithmic ? String.format(Locale.ROOT, "%.0e", value) : Ticks.label(value);
  }
}
