package io.cofire.data.frames;

import java.util.Arrays;

/**
 * How the events of a recording are divided over T timesteps. The definitions are those that the
 * field's published results were made with, so that results can be compared one to one.
 *
 * <p>Binning sees times alone, in ascending order (see {@link TimeOrder}); events at equal times
 * keep the order of the file.
 */
public sealed interface Binning {

  /** Name of the mode in recipes. */
  String kind();

  /**
   * The events of each timestep.
   *
   * @param timesMicros times in ascending order, at least one
   * @param timesteps T, at least 1
   * @return T windows
   * @throws IllegalArgumentException if there is no event or T is below 1
   */
  Windows windows(long[] timesMicros, int timesteps);

  /**
   * Equal numbers of events (SpikingJelly's {@code split_by="number"}): d = floor(N/T), window i =
   * [i*d, (i+1)*d), the last one runs to N.
   */
  record SjNumber() implements Binning {
    @Override
    public String kind() {
      return "sj-number";
    }

    @Override
    public Windows windows(long[] timesMicros, int timesteps) {
      requireEvents(timesMicros, timesteps);
      int each = timesMicros.length / timesteps;
      int[] bounds = new int[timesteps + 1];
      Arrays.setAll(bounds, i -> i * each);
      bounds[timesteps] = timesMicros.length;
      return contiguous(bounds);
    }
  }

  /**
   * Equal lengths of time (SpikingJelly's {@code split_by="time"}): D = floor((t_last - t_first) /
   * T), window i = t0 + i*D &lt;= t &lt; t0 + (i+1)*D, the last one runs to the end. A window
   * without events is an empty frame.
   */
  record SjTime() implements Binning {
    @Override
    public String kind() {
      return "sj-time";
    }

    @Override
    public Windows windows(long[] timesMicros, int timesteps) {
      requireEvents(timesMicros, timesteps);
      long first = timesMicros[0];
      long each = (timesMicros[timesMicros.length - 1] - first) / timesteps;
      int[] bounds = new int[timesteps + 1];
      for (int i = 1; i < timesteps; i++) {
        bounds[i] = firstAtOrAfter(timesMicros, first + i * each);
      }
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
  record FixedDuration(long windowMicros) implements Binning {
    /** Checks the duration. */
    public FixedDuration {
      if (windowMicros < 1) {
        throw new IllegalArgumentException(
            "Invalid binning.windowMicros: " + windowMicros + " (must be at least 1)");
      }
    }

    @Override
    public String kind() {
      return "fixed-duration";
    }

    /** Number of slices that a recording has of itself, before T is imposed. */
    public long slices(long[] timesMicros) {
      requireEvents(timesMicros, 1);
      long span = timesMicros[timesMicros.length - 1] - timesMicros[0];
      long whole = span / windowMicros;
      return Math.max(1, span % windowMicros == 0 ? whole : whole + 1);
    }

    @Override
    public Windows windows(long[] timesMicros, int timesteps) {
      requireEvents(timesMicros, timesteps);
      long slices = slices(timesMicros);
      int[] bounds = new int[timesteps + 1];
      for (int i = 1; i <= timesteps; i++) {
        bounds[i] =
            i < slices
                ? firstAtOrAfter(timesMicros, timesMicros[0] + i * windowMicros)
                : timesMicros.length;
      }
      return contiguous(bounds);
    }
  }

  private static Windows contiguous(int[] bounds) {
    int timesteps = bounds.length - 1;
    return new Windows(
        Arrays.copyOf(bounds, timesteps), Arrays.copyOfRange(bounds, 1, timesteps + 1));
  }

  /** Index of the first time that is not below the bound; the length if there is none. */
  private static int firstAtOrAfter(long[] times, long bound) {
    int low = 0;
    int high = times.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void requireEvents(long[] times, int timesteps) {
    if (timesteps < 1) {
      throw new IllegalArgumentException(
          "Invalid data.timesteps: " + timesteps + " (must be at least 1)");
    }
    if (times.length == 0) {
      throw new IllegalArgumentException("Cannot frame a recording: it has no events");
    }
  }
}
