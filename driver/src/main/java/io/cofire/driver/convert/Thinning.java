package io.cofire.driver.convert;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import java.util.Locale;

/**
 * How pixels become fewer. Squares of {@code divide} pixels become one with all their events, as
 * {@code data.reduction: {kind: divide}} does: columns and rows that do not fill one are dropped.
 * Then every {@code keepEvery}th column and row stays, from the first on.
 *
 * @param divide side of a square, 1 for none
 * @param keepEvery step, 1 for all
 */
public record Thinning(int divide, int keepEvery) {

  /** Every pixel stays one. */
  public static final Thinning NONE = new Thinning(1, 1);

  /** Checks the numbers. */
  public Thinning {
    require("--divide", divide);
    require("--keep-every", keepEvery);
  }

  private static void require(String option, int value) {
    if (value < 1) {
      throw new InvalidValue(option, value, "must be at least 1");
    }
  }

  /**
   * Size of what is left of a sensor.
   *
   * @throws InvalidValue if nothing is
   */
  SensorGeometry of(SensorGeometry sensor) {
    int width = sensor.width() / divide;
    int height = sensor.height() / divide;
    if (Math.min(width, height) < 1) {
      throw new InvalidValue(
          "--divide",
          divide,
          String.format(Locale.ROOT, "must be at most the shorter side of %s", sensor));
    }
    return new SensorGeometry(
        (width + keepEvery - 1) / keepEvery, (height + keepEvery - 1) / keepEvery);
  }

  /**
   * The new column of a column, or row of a row; -1 where it is dropped.
   *
   * @param side how many there are
   */
  int place(int old, int side) {
    int square = old / divide;
    return square < side / divide && square % keepEvery == 0 ? square / keepEvery : -1;
  }
}
