package io.cofire.data.recordings.read;

import java.util.Locale;
import java.util.Optional;

/** Unit of the times in formats that do not state it: text, NumPy, HDF5. */
public enum TimeUnit {
  /**
   * Seconds if the times are floating-point numbers (in text: if the first one has a point or an
   * exponent), otherwise microseconds.
   */
  BY_TYPE,
  /** Seconds, rounded to the nearest microsecond. */
  SECONDS,
  /** Milliseconds, rounded to the nearest microsecond. */
  MILLISECONDS,
  /** Microseconds; a fraction is rounded. */
  MICROSECONDS,
  /** Nanoseconds, rounded to the nearest microsecond. */
  NANOSECONDS;

  /** The unit of a word or its abbreviation, such as {@code ns}; nothing if it is none. */
  public static Optional<TimeUnit> named(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "s", "sec", "secs", "second", "seconds" -> Optional.of(SECONDS);
      case "ms", "msec", "millis", "millisecond", "milliseconds" -> Optional.of(MILLISECONDS);
      case "us", "usec", "micros", "microsecond", "microseconds", "\u00b5s", "\u03bcs" ->
          Optional.of(MICROSECONDS);
      case "ns", "nsec", "nanos", "nanosecond", "nanoseconds" -> Optional.of(NANOSECONDS);
      default -> Optional.empty();
    };
  }

  /** The unit itself, once it is known whether the times are floating-point numbers. */
  public TimeUnit resolve(boolean fractional) {
    if (this != BY_TYPE) {
      return this;
    }
    return fractional ? SECONDS : MICROSECONDS;
  }

  /** Powers of ten from this unit to microseconds. */
  public int scale() {
    return switch (this) {
      case SECONDS -> 6;
      case MILLISECONDS -> 3;
      case BY_TYPE, MICROSECONDS -> 0;
      case NANOSECONDS -> -3;
    };
  }

  /**
   * A time in microseconds.
   *
   * @throws NumberFormatException if it is beyond what a double holds exactly
   */
  public long micros(double time) {
    double micros = time * Math.pow(10, scale());
    if (!(Math.abs(micros) < 0x1p53)) {
      throw new NumberFormatException(Double.toString(time));
    }
    return Math.round(micros);
  }

  /**
   * A time in microseconds.
   *
   * @throws NumberFormatException if it is beyond 64 bits
   */
  public long micros(long time) {
    if (scale() == 0) {
      return time;
    }
    long factor = Math.round(Math.pow(10, Math.abs(scale())));
    if (scale() < 0) {
      return Math.floorDiv(time, factor) + (Math.floorMod(time, factor) >= factor / 2 ? 1 : 0);
    }
    if (Math.abs(time) > Long.MAX_VALUE / factor || time == Long.MIN_VALUE) {
      throw new NumberFormatException(Long.toString(time));
    }
    return time * factor;
  }
}
