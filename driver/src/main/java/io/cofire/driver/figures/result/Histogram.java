package io.cofire.driver.figures.result;

import java.util.ArrayList;
import java.util.List;

/** How often values fall into equal parts of a range. */
public final class Histogram {

  private final double low;
  private final double width;
  private final long[] counts;
  private long all;

  /** So many parts from low to high. */
  public Histogram(double low, double high, int parts) {
    this.low = low;
    this.width = (high - low) / parts;
    this.counts = new long[parts];
  }

  /** Counts a value; those outside count in the whole alone. */
  public void add(double value) {
    int part = (int) Math.floor((value - low) / width);
    if (part >= 0 && part < counts.length) {
      counts[part]++;
    }
    all++;
  }

  /** Probability density at the middle of each part. */
  public Curve density(String name) {
    return curve(name, 1 / (all * width));
  }

  /** Share of all values in each part. */
  public Curve shares(String name) {
    return curve(name, 1.0 / all);
  }

  private Curve curve(String name, double scale) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      x.add(low + (i + 0.5) * width);
      y.add(counts[i] * scale);
    }
    return new Curve(name, x, y);
  }
}
