package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.TimeUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How NumPy stores one number: {@code <i8}, {@code |u1}, {@code >f4}, {@code ?} and the like.
 *
 * @param kind i, u, f, b (bool) or V (padding)
 * @param bytes 1, 2, 4 or 8; any number of padding
 * @param big most significant byte first
 */
public record NumberType(char kind, int bytes, boolean big) {

  private static final Pattern CODE = Pattern.compile("([<>|=]?)([iufbV?])(\\d{0,4})");
  private static final double EXACT = 0x1p53;

  /** The type of a code, or nothing if events cannot have it. */
  public static Optional<NumberType> of(String code) {
    Matcher matcher = CODE.matcher(code);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    char kind = matcher.group(2).charAt(0) == '?' ? 'b' : matcher.group(2).charAt(0);
    int bytes = matcher.group(3).isEmpty() ? 1 : Integer.parseInt(matcher.group(3));
    boolean fits =
        switch (kind) {
          case 'V' -> bytes > 0;
          case 'b' -> bytes == 1;
          case 'f' -> bytes == 4 || bytes == 8;
          default -> bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
        };
    return fits
        ? Optional.of(new NumberType(kind, bytes, matcher.group(1).equals(">")))
        : Optional.empty();
  }

  /** Whether it has fractions: times in seconds. */
  public boolean fractional() {
    return kind == 'f';
  }

  /**
   * A whole number.
   *
   * @throws NumberFormatException if it is none
   */
  public long whole(byte[] from, int at) {
    if (!fractional()) {
      return integer(from, at);
    }
    return whole(real(from, at));
  }

  /**
   * A whole number that a double holds exactly.
   *
   * @throws NumberFormatException if it is none
   */
  static long whole(double value) {
    if (value != Math.rint(value) || Math.abs(value) > EXACT) {
      throw new NumberFormatException(Double.toString(value));
    }
    return (long) value;
  }

  /**
   * 1 of 1, 0 of 0 or -1.
   *
   * @throws NumberFormatException if it is another
   */
  public static int polarity(long stored) {
    if (stored < -1 || stored > 1) {
      throw new NumberFormatException("polarity " + stored);
    }
    return stored == 1 ? 1 : 0;
  }

  /**
   * A time in microseconds.
   *
   * @throws NumberFormatException if it is too large or no number
   */
  public long micros(byte[] from, int at, TimeUnit unit) {
    return fractional() ? unit.micros(real(from, at)) : unit.micros(integer(from, at));
  }

  private double real(byte[] from, int at) {
    return bytes == 4
        ? Float.intBitsToFloat((int) integer(from, at))
        : Double.longBitsToDouble(integer(from, at));
  }

  private long integer(byte[] from, int at) {
    long value =
        switch (bytes) {
          case 1 -> from[at];
          case 2 ->
              (short) (big ? ByteWindow.bigShort(from, at) : ByteWindow.littleShort(from, at));
          case 4 -> big ? ByteWindow.bigInt(from, at) : ByteWindow.littleInt(from, at);
          default -> big ? ByteWindow.bigLong(from, at) : ByteWindow.littleLong(from, at);
        };
    if (kind == 'u' && value < 0) {
      if (bytes == 8) {
        throw new NumberFormatException(Long.toUnsignedString(value));
      }
      return value & ((1L << (8 * bytes)) - 1);
    }
    return value;
  }
}
