package io.cofire.data.recordings.columns;

import java.nio.charset.StandardCharsets;

/**
 * Decimal numbers as text. Those without an exponent are exact: 0.000779999 seconds are 780
 * microseconds whatever a double would say of them.
 */
final class TextNumber {

  private static final int DIGITS = 18; // fit in a long
  private static final double EXACT = 0x1p53;

  private TextNumber() {}

  /**
   * A whole number.
   *
   * @throws NumberFormatException if it is none of at most 18 digits
   */
  static long whole(byte[] bytes, int from, int to) {
    return scaled(bytes, from, to, 0, false);
  }

  /**
   * A decimal number times 10^scale, rounded to the nearest, halves up.
   *
   * @throws NumberFormatException if it is none, or too large
   */
  static long scaled(byte[] bytes, int from, int to, int scale) {
    return scaled(bytes, from, to, scale, true);
  }

  private static long scaled(byte[] bytes, int from, int to, int scale, boolean fractions) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (at < to && (negative || bytes[at] == '+')) {
      at++;
    }
    long value = 0;
    int digits = 0;
    int point = -1; // digits before it
    int kept = 0; // digits in value
    int round = -1; // the first digit that is not kept
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits++;
        if (point >= 0 && digits - point > scale) {
          round = round < 0 ? digit : round;
        } else if (kept == DIGITS) {
          throw new NumberFormatException("too long");
        } else {
          value = 10 * value + digit;
          kept += value == 0 ? 0 : 1;
        }
      } else if (bytes[at] == '.' && point < 0 && fractions) {
        point = digits;
      } else if (fractions && digits > 0 && (bytes[at] == 'e' || bytes[at] == 'E')) {
        return withExponent(bytes, from, to, scale);
      } else {
        throw new NumberFormatException("not a digit");
      }
    }
    if (digits == 0) {
      throw new NumberFormatException("no digit");
    }
    int fraction = point < 0 ? 0 : Math.min(digits - point, Math.max(scale, 0));
    long scaled = shift(value, scale - fraction) + (scale >= 0 && round >= 5 ? 1 : 0);
    return negative ? -scaled : scaled;
  }

  private static long shift(long value, int powers) {
    long factor = Math.round(Math.pow(10, Math.abs(powers)));
    if (powers < 0) {
      return (value + factor / 2) / factor;
    }
    if (value > Long.MAX_VALUE / factor - 1) {
      throw new NumberFormatException("too large");
    }
    return value * factor;
  }

  private static long withExponent(byte[] bytes, int from, int to, int scale) {
    if (to - from > 40) {
      throw new NumberFormatException("too long");
    }
    String text = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    double value = Double.parseDouble(text) * Math.pow(10, scale);
    if (!(Math.abs(value) < EXACT)) {
      throw new NumberFormatException("too large");
    }
    return Math.round(value);
  }
}
