package io.cofire.driver.figures.result;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a panel, or one row of its map or table.
 *
 * @param name in the legend
 * @param x places; of a panel with ticks, their numbers from 0
 * @param y values, as many; one that is not finite leaves a gap
 */
public record Curve(String name, List<Double> x, List<Double> y) {

  /** Copies the lists. */
  public Curve {
    x = List.copyOf(x);
    y = List.copyOf(y);
    if (x.size() != y.size()) {
      throw new IllegalArgumentException(
          "Cannot draw " + name + ": " + x.size() + " places, " + y.size() + " values");
    }
  }

  /** Values at 1, 2 and so on. */
  public static Curve counted(String name, List<Double> y) {
    return from(1, name, y);
  }

  /** Values at the ticks of a panel. */
  public static Curve ticked(String name, List<Double> y) {
    return from(0, name, y);
  }

  private static Curve from(int first, String name, List<Double> y) {
    List<Double> x = new ArrayList<>();
    for (int i = 0; i < y.size(); i++) {
      x.add((double) (first + i));
    }
    return new Curve(name, x, y);
  }
}
