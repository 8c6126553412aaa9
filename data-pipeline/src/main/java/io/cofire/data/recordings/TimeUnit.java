package io.cofire.data.recordings;

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

  /** The unit itself, once it is known whether the times are floating-point numbers. */
  TimeUnit resolve(boolean fractional) {
    if (this != BY_TYPE) {
      return this;
    }
    return fractional ? SECONDS : MICROSECONDS;
  }

  /** Powers of ten from this unit to microseconds. */
  int scale() {
    return switch (this) {
      case SECONDS -> 6;
      case MILLISECONDS -> 3;
      case BY_TYPE, MICROSECONDS -> 0;
      case NANOSECONDS -> -3;
    };
  }
}
