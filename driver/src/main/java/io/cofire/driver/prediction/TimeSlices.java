package io.cofire.driver.prediction;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.TimeOrder;
import io.cofire.data.events.TimeRange;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Cuts a recording into windows of one length, one behind the other: window k holds t0 + k*w &lt;=
 * t &lt; t0 + (k+1)*w, where t0 is the first event; the last one may hold less than a whole.
 *
 * @param micros w
 */
record TimeSlices(long micros) {

  private static final long MOST = 1_000_000;

  /** Checks the length. */
  TimeSlices {
    if (micros < 1) {
      throw new InvalidValue("--every", micros + "us", "must be at least 1us");
    }
  }

  /**
   * One window.
   *
   * @param range its time
   * @param events those in it, perhaps none
   */
  record Part(TimeRange range, EventStream events) {}

  /** Why a recording is not cut: damaged times would make windows without end. */
  Optional<String> problem(EventStream events) {
    long[] times = events.timesMicros();
    long first = Arrays.stream(times).min().orElseThrow();
    long last = Arrays.stream(times).max().orElseThrow();
    boolean fits = last - first >= 0 && (last - first) / micros < MOST;
    return fits
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "its times, %d to %d us, make more than %,d windows of %d us",
                first,
                last,
                MOST,
                micros));
  }

  /** The windows in order of time. */
  Stream<Part> of(EventStream events) {
    EventStream sorted = TimeOrder.sorted(events);
    long[] times = sorted.timesMicros();
    long start = times[0];
    long last = times[times.length - 1];
    return LongStream.rangeClosed(0, (last - start) / micros)
        .mapToObj(k -> part(sorted, new TimeRange(start + k * micros, start + (k + 1) * micros)));
  }

  private static Part part(EventStream sorted, TimeRange range) {
    int from = TimeOrder.firstAtOrAfter(sorted.timesMicros(), range.fromMicros());
    int to = TimeOrder.firstAtOrAfter(sorted.timesMicros(), range.toMicros());
    return new Part(
        range,
        new EventStream(
            sorted.geometry(),
            Arrays.copyOfRange(sorted.timesMicros(), from, to),
            Arrays.copyOfRange(sorted.xs(), from, to),
            Arrays.copyOfRange(sorted.ys(), from, to),
            Arrays.copyOfRange(sorted.polarities(), from, to)));
  }
}
