package io.cofire.data.events;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

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
    int[] order = order(times);
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

  /** Index of the first time that is not below the bound; the length if there is none. */
  public static int firstAtOrAfter(long[] sorted, long bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Places of the events by time and then by place. */
  private static int[] order(long[] times) {
    long earliest = Arrays.stream(times).min().orElseThrow();
    long latest = Arrays.stream(times).max().orElseThrow();
    int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(times.length);
    long span = latest - earliest;
    return span >= 0 && span < 1L << (Long.SIZE - 1 - placeBits)
        ? packed(times, earliest, placeBits)
        : compared(times);
  }

  /** Sorts each time and its place as one number. */
  private static int[] packed(long[] times, long earliest, int placeBits) {
    long[] keys = new long[times.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (times[i] - earliest) << placeBits | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    long places = (1L << placeBits) - 1;
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) (keys[i] & places);
    }
    return order;
  }

  /**
   * For times that lie further apart than microseconds of centuries, as damaged files have them.
   */
  private static int[] compared(long[] times) {
    return IntStream.range(0, times.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> times[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
