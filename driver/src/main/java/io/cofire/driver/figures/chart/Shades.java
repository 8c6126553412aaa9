package io.cofire.driver.figures.chart;

import io.cofire.driver.figures.result.Curve;
import io.cofire.driver.figures.result.Panel;
import java.util.Locale;

/**
 * What the shades of a map mean: none at its least value, full at its largest.
 *
 * @param low least finite value of the panel
 * @param high largest one
 */
record Shades(double low, double high) {

  /** Of the scale with its words. */
  static final int HEIGHT = 18;

  private static final int STEPS = 20;
  private static final int STEP = 8;
  private static final int LETTER = 7; // width of one, about

  static Shades of(Panel panel) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : panel.curves()) {
      for (double each : curve.y()) {
        low = Double.isFinite(each) ? Math.min(low, each) : low;
        high = Double.isFinite(each) ? Math.max(high, each) : high;
      }
    }
    return new Shades(low, high);
  }

  /** 0 at the least value, 1 at the largest. */
  double share(double value) {
    return Double.isFinite(value) && high > low ? (value - low) / (high - low) : 0;
  }

  /** Draws them from the least to the largest, with both and what they are. */
  void scale(Svg svg, String what, double x, double y) {
    if (!Double.isFinite(low)) {
      return; // there is no value at all
    }
    String first = what + " " + told(low);
    double from = x + LETTER * first.length() + 6;
    svg.words("tick", "start", x, y + 11, first);
    for (int step = 0; step < STEPS; step++) {
      svg.cell(from + step * STEP, y, STEP, 14, (double) step / (STEPS - 1));
    }
    svg.words("tick", "start", from + STEPS * STEP + 6, y + 11, told(high));
  }

  private static String told(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e5;
    return whole ? String.format(Locale.ROOT, "%.0f", value) : Cells.number(value);
  }
}
