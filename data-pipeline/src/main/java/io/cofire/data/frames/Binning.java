package io.cofire.data.frames;

import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import java.util.Arrays;

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
        Binning.TonicTimeBins,
        Binning.TonicEventBins,
        Binning.TonicTimeWindow {

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
   * Slices of a fixed duration D (SpikingJelly's {@code duration}; Zheng 2020, Section 4: one 30 ms
   * slice a step): with t counted from the first event there are max(1, ceil(t_last / D)) slices,
   * an event belongs to slice floor(t / D), and the last slice takes the rest. Of these the first T
   * are taken; where the recording is shorter the remaining frames are empty.
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
   * Equal lengths of time (tonic's {@code SliceByTimeBins}, no overlap): w = floor((t_last -
   * t_first) / T), window i = t0 + i*w &lt;= t &lt; t0 + (i+1)*w. Events at or after t0 + T*w are
   * dropped: always the last one, and all of them where the span is shorter than T.
   */
  @Kind("tonic-time-bins")
  record TonicTimeBins() implements Binning {
    @Override
    public EventWindows windows(long[] timesMicros, int timesteps) {
      return contiguous(equalTimes(timesMicros, timesteps));
    }
  }

  /**
   * Equal numbers of events (tonic's {@code SliceByEventBins}, no overlap): d = floor(N/T), window
   * i = [i*d, (i+1)*d). The N mod T events at the end are dropped.
   */
  @Kind("tonic-event-bins")
  record TonicEventBins() implements Binning {
    @Override
    public EventWindows windows(long[] timesMicros, int timesteps) {
      return contiguous(equalNumbers(timesMicros, timesteps));
    }
  }

  /**
   * Windows of a fixed length w, one every s (tonic's {@code SliceByTime}, incomplete ones left
   * out): floor((t_last - t_first - w) / s) + 1 windows, at least one, window i = t0 + i*s &lt;= t
   * &lt; t0 + i*s + w. They overlap where s &lt; w and leave gaps where s &gt; w; what the last one
   * does not reach is dropped. Of these the first T are taken; where there are fewer the remaining
   * frames are empty.
   *
   * @param windowMicros w in microseconds, at least 1
   * @param strideMicros s in microseconds, at least 1
   */
  @Kind("tonic-time-window")
  record TonicTimeWindow(long windowMicros, long strideMicros) implements Binning {
    @Override
    public boolean hasOwnLength() {
      return true;
    }

    /** Checks the lengths. */
    public TonicTimeWindow {
      if (windowMicros < 1) {
        throw new InvalidValue("binning.windowMicros", windowMicros, "must be at least 1");
      }
      if (strideMicros < 1) {
        throw new InvalidValue("binning.strideMicros", strideMicros, "must be at least 1");
      }
    }

    /** Number of windows that a recording has of itself, before T is imposed. */
    public long slices(long[] timesMicros) {
      requireEvents(timesMicros, 1);
      long span = timesMicros[timesMicros.length - 1] - timesMicros[0];
      return span < windowMicros ? 1 : (span - windowMicros) / strideMicros + 1;
    }

    @Override
    public EventWindows windows(long[] timesMicros, int timesteps) {
      requireEvents(timesMicros, timesteps);
      long slices = slices(timesMicros);
      long span = timesMicros[timesMicros.length - 1] - timesMicros[0];
      long reach = Math.min(windowMicros, span + 1); // a longer window sees nothing more
      int[] from = new int[timesteps];
      int[] to = new int[timesteps];
      for (int i = 0; i < timesteps && i < slices; i++) {
        long start = timesMicros[0] + i * strideMicros;
        from[i] = TimeOrder.firstAtOrAfter(timesMicros, start);
        to[i] = TimeOrder.firstAtOrAfter(timesMicros, start + reach);
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

  private static void requireEvents(long[] times, int timesteps) {
    if (timesteps < 1) {
      throw new InvalidValue("data.timesteps", timesteps, "must be at least 1");
    }
    if (times.length == 0) {
      throw new IllegalArgumentException("Cannot frame a recording: it has no events");
    }
  }
}
