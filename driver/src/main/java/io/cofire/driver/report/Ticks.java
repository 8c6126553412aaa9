package io.cofire.driver.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Round values along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param step distance between two
 * @param values ascending, the first at or below what is shown, the last at or above it
 */
public record Ticks(double step, List<Double> values) {

  /** About so many steps that cover low to high. */
  public static Ticks covering(double low, double high, int steps) {
    double span = high > low ? high - low : Math.max(Math.abs(high), 1);
    double rough = span / steps;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double factor = rough / power;
    double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    List<Double> values = new ArrayList<>();
    long first = (long) Math.floor(low / step + 1e-9);
    for (long i = first; values.size() < 2 || values.get(values.size() - 1) < high; i++) {
      values.add(i * step);
    }
    return new Ticks(step, List.copyOf(values));
  }

  double first() {
    return values.get(0);
  }

  double last() {
    return values.get(values.size() - 1);
  }

  /** A value without the noise of binary fractions. */
  public static String label(double value) {
    String plain = new BigDecimal(value).round(new MathContext(6)).toPlainString();
    return plain.contains(".") ? plain.replaceAll("0+$", "").replaceAll("[.]$", "") : plain;
  }
}
