package io.cofire.data.frames;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.TimeOrder;

/**
 * What tonic's slicers compute, in its own arithmetic: overlaps of bins are parts of one, and numpy
 * compares times with bounds in 64-bit floating point.
 */
final class TonicSlices {

  private TonicSlices() {}

  /** How many windows of a length fit into a whole, one every stride; at least one. */
  static long count(long whole, long window, long stride, Tail tail) {
    if (whole <= window) {
      return 1;
    }
    long beyond = whole - window;
    long full = beyond / stride + 1;
    return tail == Tail.KEEP && beyond % stride != 0 ? full + 1 : full;
  }

  /** The first event that is more than so much later; the number of events if none is. */
  static int firstBehind(long[] times, long start, long micros) {
    long end = start + micros + 1;
    return end < start ? times.length : TimeOrder.firstAtOrAfter(times, end);
  }

  static void requirePart(double overlap) {
    if (!(overlap >= 0 && overlap < 1)) {
      throw new InvalidValue("binning.overlap", overlap, "must be at least 0, and less than 1");
    }
  }

  /** Windows of floor(span / T) * (1 + v), one every window * (1 - v). */
  static EventWindows timeBins(long[] times, int timesteps, double overlap) {
    Binning.requireEvents(times, timesteps);
    long each = (times[times.length - 1] - times[0]) / timesteps;
    double window = each * (1 + overlap);
    double stride = window * (1 - overlap);
    int[] from = new int[timesteps];
    int[] to = new int[timesteps];
    for (int i = 0; i < timesteps; i++) {
      double start = i * stride + times[0];
      from[i] = TimeOrder.firstAtOrAfter(times, (long) Math.ceil(start));
      to[i] = TimeOrder.firstAtOrAfter(times, (long) Math.ceil(start + window));
    }
    return new EventWindows(from, to);
  }

  /** Windows of floor(N / T) * (1 + v) events, one every window * (1 - v), rounded down. */
  static EventWindows eventBins(int size, int timesteps, double overlap) {
    int each = size / timesteps;
    int window = (int) (each * (1 + overlap));
    int stride = (int) (window * (1 - overlap));
    int[] from = new int[timesteps];
    int[] to = new int[timesteps];
    for (int i = 0; i < timesteps; i++) {
      from[i] = (int) Math.min(size, (long) i * stride);
      to[i] = (int) Math.min(size, (long) i * stride + window);
    }
    return new EventWindows(from, to);
  }
}
