package io.cofire.data.events;

import java.util.Locale;

/**
 * A part of a recording: {@code from <= t < to}.
 *
 * @param fromMicros first time that belongs to it
 * @param toMicros first time that no longer does
 */
public record TimeRange(long fromMicros, long toMicros) {

  /** The whole of a recording. */
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if no time is inside
   */
  public TimeRange {
    if (fromMicros >= toMicros) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid time range: %d to %d us (the start must be before the end)",
              fromMicros,
              toMicros));
    }
  }

  @Override
  public String toString() {
    return equals(ALL) ? "whole" : fromMicros + ".." + toMicros + " us";
  }
}
