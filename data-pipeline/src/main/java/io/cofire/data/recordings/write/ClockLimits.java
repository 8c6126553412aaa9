package io.cofire.data.recordings.write;

import io.cofire.data.errors.Misfit;
import java.util.Locale;

/**
 * What a clock that wraps can say: a first time that its bits hold or that it counts up to from 0,
 * and steps of which a reader can tell the direction. Nothing is dropped: what goes beyond is
 * refused.
 *
 * @param place the file, for messages
 * @param clock what it is, such as {@code DAT has a clock of 32 bits}
 * @param mostBackMicros furthest step back that readers take for one
 */
record ClockLimits(String place, String clock, long mostBackMicros) {

  /** A first time below 2^32 us, 71.6 minutes, and steps below half of that. */
  private static final long FIRST = 1L << 32;

  private static final long FURTHEST = 1L << 31;

  void requireFirst(long micros) {
    if (micros < 0 || micros >= FIRST) {
      throw refusal(
          String.format(
              Locale.ROOT,
              "its first time must be in 0..%,d us, found %,d us; move the times with --shift=first, or --shift=%d",
              FIRST - 1,
              micros,
              -micros));
    }
  }

  void requireStep(long before, long micros) {
    if (micros < 0) {
      throw refusal(
          String.format(
              Locale.ROOT,
              "times must be from 0 on, found %,d us; move them with --shift",
              micros));
    }
    if (micros - before >= FURTHEST || before - micros >= mostBackMicros) {
      throw refusal(
          String.format(
              Locale.ROOT,
              "a step must be less than %,d us on or %,d us back, found one from %,d us to %,d us; choose another format, or a part with --from and --to",
              FURTHEST,
              mostBackMicros,
              before,
              micros));
    }
  }

  private Misfit refusal(String rule) {
    return new Misfit("Cannot write " + place + ": " + clock + ", and " + rule);
  }
}
