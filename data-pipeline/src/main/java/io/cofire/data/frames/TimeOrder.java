package io.cofire.data.frames;

import io.cofire.data.events.EventStream;
import java.util.Arrays;
import java.util.Comparator;

/** Puts the events of a stream in ascending order of time. */
public final class TimeOrder {

  private TimeOrder() {}

  /** Whether no event is earlier than the one before it. */
  public static boolean isSorted(long[] timesMicros) {
    for (int i = 1; i < timesMicros.length; i++) {
      if (timesMicros[i] < timesMicros[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The stream in time order; events at equal times keep their order. A stream that is in order
   * already is returned as it is.
   */
  public static EventStream sorted(EventStream events) {
    long[] times = events.timesMicros();
    if (isSorted(times)) {
      return events;
    }
    Integer[] order = new Integer[times.length]; // rare: recordings are nearly always in order
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> times[i]));
    long[] sortedTimes = new long[order.length];
    short[] xs = new short[order.length];
    short[] ys = new short[order.length];
    byte[] polarities = new byte[order.length];
    for (int i = 0; i < order.length; i++) {
      int from = order[i];
      sortedTimes[i] = times[from];
      xs[i] = events.xs()[from];
      ys[i] = events.ys()[from];
      polarities[i] = events.polarities()[from];
    }
    return new EventStream(events.geometry(), sortedTimes, xs, ys, polarities);
  }
}
