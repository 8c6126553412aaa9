package io.cofire.data.frames;

import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.TimeOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the events of a recording are divided over T timesteps. The definitions are those that the
 * field's published results were made with, so that results can be compared one to one.
 *
 * <p>Binning sees times alone, in ascending order (see {@link TimeOrder}); events at equal times
 * keep the order of the file.
 */
public sealed interface Binning
    permits Binning.SjNumber,
        Binning.SjTime,
        Binning.FixedDuration,
        SjDurationUntil14,
        Binning.TonicTimeBins,
        Binning.TonicEventBins,
        Binning.TonicTimeWindow,
        TonicEventCount {

  /**
   * The events of each timestep.
   *
   * @param timesMicros times in ascending order, at least one
   * @param timesteps T, at least 1
   * @return T windows
   * @throws IllegalArgumentException if there is no event or T is below 1
   */
  EventWindows windows(long[] timesMicros, int timesteps);

  /** Whether windows have a length of their own, so that a longer recording goes beyond them. */
  default boolean hasOwnLength() {
    return false;
  }

  /**
   * Equal numbers of events (SpikingJelly's {@code split_by="number"}): d = floor(N/T), window i =
   * [i*d, (i+1)*d), the last one runs to N.
   */
  @Kind("sj-number")
  record SjNumber() implements Binning {
    @Override
    public EventWindows windows(long[] timesMicros, int timesteps) {
      int[] bounds = equalNumbers(timesMicros, timesteps);
      bounds[timesteps] = timesMicros.length;
      return contiguous(bounds);
    }
  }

  /**
   * Equal lengths of time (SpikingJelly's {@code split_by="time"}): D = floor((t_last - t_first) /
   * T), window i = t0 + i*D &lt;= t &lt; t0 + (i+1)*D, the last one runs to the end. A window
   * without events is an empty frame.
   */
  @Kind("sj-time")
  record SjTime() implements Binning {
    @Override
    public EventWindows windows(long[] timesMicros, int timesteps) {
      int[] bounds = equalTimes(timesMicros, timesteps);
      bounds[timesteps] = timesMicros.length;
      return contiguous(bounds);
    }
  }

  /**
   * Slices of a fixed duration D (SpikingJelly's {@code duration} in versions after 0.0.0.0.14;
   * Zheng 2020, Section 4: one 30 ms slice a step): with t counted from the first event there are
   * max(1, ceil(t_last / D)) slices, an event belongs to slice floor(t / D), and the last slice
   * takes the rest. Of these the first T are taken; where the recording is shorter the remaining
   * frames are empty.
   *
   * @param windowMicros D in microseconds, at least 1
   */
  @Kind("fixed-duration")
  record FixedDuration(long windowMicros) implements Binning {
    @Override
    public boolean hasOwnLength() {
      return true;
    }

    /** Checks the duration. */
    public FixedDuration {
      if (windowMicros < 1) {
        throw new InvalidValue("binning.windowMicros", windowMicros, "must be at least 1");
      }
    }

    /** Number of slices that a recording has of itself, before T is imposed. */
    public long slices(long[] timesMicros) {
      requireEvents(timesMicros, 1);
      long span = timesMicros[timesMicros.length - 1] - timesMicros[0];
      long whole = span / windowMicros;
      return Math.max(1, span % windowMicros == 0 ? whole : whole + 1);
    }

    @Override
    public EventWindows windows(long[] timesMicros, int timesteps) {
      requireEvents(timesMicros, timesteps);
      long slices = slices(timesMicros);
      int[] bounds = new int[timesteps + 1];
      for (int i = 1; i <= timesteps; i++) {
        bounds[i] =
            i < slices
                ? TimeOrder.firstAtOrAfter(timesMicros, timesMicros[0] + i * windowMicros)
                : timesMicros.length;
      }
      return contiguous(bounds);
    }
  }

  /**
   * Equal lengths of time (tonic's {@code SliceByTimeBins} of version 1.6): w = floor((t_last -
   * t_first) / T) (1 + v), s = w (1 - v), window i = t0 + i*s &lt;= t &lt; t0 + i*s + w. Without an
   * overlap events at or after t0 + T*w are dropped: always the last one, and all of them where the
   * span is shorter than T.
   *
   * @param overlap v, a part of a window, 0 unless stated
   */
  @Kind("tonic-time-bins")
  record TonicTimeBins(Optional<Double> overlap) implements Binning {
    /** Checks the overlap. */
    public TonicTimeBins {
      TonicSlices.requirePart(overlap.orElse(0.0));
    }

    /** Without an overlap. */
    public TonicTimeBins() {
      this(Optional.empty());
    }

    @Override
    public EventWindows windows(long[] timesMicros, int timesteps) {
      return overlap.isEmpty()
          ? contiguous(equalTimes(timesMicros, timesteps))
          : TonicSlices.timeBins(timesMicros, timesteps, overlap.get());
    }
  }

  /**
   * Equal numbers of events (tonic's {@code SliceByEventBins} of version 1.6): d = floor(floor(N/T)
   * (1 + v)), s = floor(d (1 - v)), window i = [i*s, i*s + d). Without an overlap the N mod T
   * events at the end are dropped.
   *
   * @param overlap v, a part of a window, 0 unless stated
   */
  @Kind("tonic-event-bins")
  record TonicEventBins(Optional<Double> overlap) implements Binning {
    /** Checks the overlap. */
    public TonicEventBins {
      TonicSlices.requirePart(overlap.orElse(0.0));
    }

    /** Without an overlap. */
    public TonicEventBins() {
      this(Optional.empty());
    }

    @Override
    public EventWindows windows(long[] timesMicros, int timesteps) {
      requireEvents(timesMicros, timesteps);
      return TonicSlices.eventBins(timesMicros.length, timesteps, overlap.orElse(0.0));
    }
  }

  /**
   * Windows of a fixed length w, one every s (tonic's {@code SliceByTime} of version 1.6, whose
   * overlap is w - s): floor((end - start - w) / s) + 1 windows, or ceil where incomplete ones are
   * kept, at least one, window i = start + i*s &lt;= t &lt; start + i*s + w. They overlap where s
   * &lt; w and leave gaps where s &gt; w. Of these the first T are taken; where there are fewer the
   * remaining frames are empty.
   *
   * @param windowMicros w in microseconds, at least 1
   * @param strideMicros s in microseconds, at least 1
   * @param tail whether the last window may reach beyond the end; {@code drop} unless stated
   * @param startMicros start, in the recording's own clock; its first event unless stated
   * @param endMicros end, which only counts windows; the last event unless stated
   */
  @Kind("tonic-time-window")
  record TonicTimeWindow(
      long windowMicros,
      long strideMicros,
      Optional<Tail> tail,
      Optional<Long> startMicros,
      Optional<Long> endMicros)
      implements Binning {

    private static final long MOST = 1L << 60; // so that differences are numbers of 64 bits

    /** Checks the lengths. */
    public TonicTimeWindow {
      if (windowMicros < 1) {
        throw new InvalidValue("binning.windowMicros", windowMicros, "must be at least 1");
      }
      if (strideMicros < 1) {
        throw new InvalidValue("binning.strideMicros", strideMicros, "must be at least 1");
      }
      long start = startMicros.orElse(-MOST);
      if (start < -MOST || start > MOST) {
        throw new InvalidValue("binning.startMicros", start, "must be in -2^60..2^60");
      }
      long end = endMicros.orElse(MOST);
      if (end > MOST || end <= start) {
        throw new InvalidValue(
            "binning.endMicros", end, "must be after startMicros, and at most 2^60");
      }
    }

    /** From the first event on, without what is left at the end. */
    public TonicTimeWindow(long windowMicros, long strideMicros) {
      this(windowMicros, strideMicros, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public boolean hasOwnLength() {
      return true;
    }

    /** Number of windows that a recording has of itself, before T is imposed. */
    public long slices(long[] timesMicros) {
      requireEvents(timesMicros, 1);
      long end = endMicros.orElse(timesMicros[timesMicros.length - 1]);
      long span = Math.max(0, end - startMicros.orElse(timesMicros[0]));
      return TonicSlices.count(span, windowMicros, strideMicros, tail.orElse(Tail.DROP));
    }

    @Override
    public EventWindows windows(long[] timesMicros, int timesteps) {
      requireEvents(timesMicros, timesteps);
      long slices = slices(timesMicros);
      long first = startMicros.orElse(timesMicros[0]);
      int[] from = new int[timesteps];
      int[] to = new int[timesteps];
      for (int i = 0; i < timesteps && i < slices; i++) {
        long start = first + i * strideMicros;
        from[i] = TimeOrder.firstAtOrAfter(timesMicros, start);
        to[i] = TonicSlices.firstBehind(timesMicros, start, windowMicros - 1);
      }
      return new EventWindows(from, to);
    }
  }

  /** Bounds of T windows of floor(N/T) events each, T + 1 indices. */
  private static int[] equalNumbers(long[] timesMicros, int timesteps) {
    requireEvents(timesMicros, timesteps);
    int each = timesMicros.length / timesteps;
    int[] bounds = new int[timesteps + 1];
    Arrays.setAll(bounds, i -> i * each);
    return bounds;
  }

  /** Bounds of T windows of floor((t_last - t_first) / T) each, T + 1 indices. */
  private static int[] equalTimes(long[] timesMicros, int timesteps) {
    requireEvents(timesMicros, timesteps);
    long first = timesMicros[0];
    long each = (timesMicros[timesMicros.length - 1] - first) / timesteps;
    int[] bounds = new int[timesteps + 1];
    Arrays.setAll(bounds, i -> TimeOrder.firstAtOrAfter(timesMicros, first + i * each));
    return bounds;
  }

  private static EventWindows contiguous(int[] bounds) {
    int timesteps = bounds.length - 1;
    return new EventWindows(
        Arrays.copyOf(bounds, timesteps), Arrays.copyOfRange(bounds, 1, timesteps + 1));
  }

  /** Refuses what no rule divides. */
  static void requireEvents(long[] times, int timesteps) {
    if (timesteps < 1) {
      throw new InvalidValue("data.timesteps", timesteps, "must be at least 1");
    }
    if (times.length == 0) {
      throw new IllegalArgumentException("Cannot frame a recording: it has no events");
    }
  }
}
