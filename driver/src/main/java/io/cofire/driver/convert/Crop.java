package io.cofire.driver.convert;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the sensor.
 *
 * @param left its first column
 * @param top its first row
 * @param size its size
 */
public record Crop(int left, int top, SensorGeometry size) {

  private static final String OPTION = "--crop";
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,5}) *, *([0-9]{1,5}) *, *([0-9]{1,5}) *[xX] *([0-9]{1,5})");

  /**
   * A part as people write it: {@code LEFT,TOP,WIDTHxHEIGHT}.
   *
   * @throws InvalidValue if it is none
   */
  public static Crop of(String text) {
    Matcher part = PART.matcher(text.strip());
    if (!part.matches()) {
      throw new InvalidValue(OPTION, text, "expected LEFT,TOP,WIDTHxHEIGHT, such as 16,0,96x96");
    }
    int[] numbers = new int[4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(part.group(i + 1));
    }
    try {
      return new Crop(numbers[0], numbers[1], new SensorGeometry(numbers[2], numbers[3]));
    } catch (InvalidValue e) {
      throw new InvalidValue(OPTION, text, "sides must be in 1..65536");
    }
  }

  /** The whole of a sensor. */
  static Crop whole(SensorGeometry sensor) {
    return new Crop(0, 0, sensor);
  }

  /**
   * Checks that it lies on a sensor.
   *
   * @throws InvalidValue if it does not
   */
  void requireOn(SensorGeometry sensor) {
    if (left + size.width() > sensor.width() || top + size.height() > sensor.height()) {
      throw new InvalidValue(
          OPTION,
          this,
          String.format(Locale.ROOT, "must lie on the sensor, which has %s pixels", sensor));
    }
  }

  @Override
  public String toString() {
    return left + "," + top + "," + size;
  }
}
