package io.cofire.data.recordings.read;

import io.cofire.data.events.TimeRange;

/**
 * Many recordings of one file, laid end to end: number k is the events of 1000 s from k times 1000
 * s on, so that one pass over the file reads them all.
 */
public final class EndToEnd {

  /** What {@link DecodeOptions#stream()} calls them. */
  public static final String STREAM = "all";

  /** More than any recording of such files lasts: words, at most a few seconds. */
  public static final long PERIOD_MICROS = 1_000_000_000L;

  private EndToEnd() {}

  /** Whether all recordings of a file are asked for. */
  public static boolean isChosen(DecodeOptions options) {
    return options.stream().filter(STREAM::equals).isPresent();
  }

  /** Where the recording of a number begins. */
  public static long startMicros(int number) {
    return PERIOD_MICROS * number;
  }

  /** The times of the recording of a number. */
  public static TimeRange range(int number) {
    return new TimeRange(startMicros(number), startMicros(number + 1));
  }
}
