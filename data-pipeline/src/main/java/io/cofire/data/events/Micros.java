package io.cofire.data.events;

import io.cofire.data.errors.InvalidValue;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them. */
public final class Micros {

  private static final Pattern TIME =
      Pattern.compile("([+-]?[0-9]{1,19}(?:\\.[0-9]{1,9})?) *(us|ms|s|)");

  private Micros() {}

  /**
   * A time in microseconds: {@code 1500}, {@code 1500us}, {@code 1.5ms} and {@code 0.0015s} are
   * one.
   *
   * @param option what the user calls it
   * @throws InvalidValue if it is no time, or not a whole number of microseconds
   */
  public static long of(String text, String option) {
    Matcher time = TIME.matcher(text.strip());
    if (!time.matches()) {
      throw wrong(text, option);
    }
    int digits = time.group(2).equals("s") ? 6 : time.group(2).equals("ms") ? 3 : 0;
    try {
      return new BigDecimal(time.group(1)).scaleByPowerOfTen(digits).longValueExact();
    } catch (ArithmeticException e) {
      throw wrong(text, option);
    }
  }

  private static InvalidValue wrong(String text, String option) {
    return new InvalidValue(
        option, text, "expected whole microseconds, or a time such as 250ms or 1.5s");
  }
}
