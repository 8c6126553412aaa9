package io.cofire.data.augment;

import io.cofire.data.events.EventStream;
import java.util.Arrays;

/** Copies events to other pixels; those whose new pixel is not on the sensor are left out. */
final class Pixels {

  /** A pixel outside every sensor. */
  static final long DROPPED = at(-1, -1);

  private Pixels() {}

  /** Gives the new pixel, {@link Pixels#at}, of an event; asked once an event, in order. */
  @FunctionalInterface
  interface Mapping {
    /** The new pixel of (x, y). */
    long of(int x, int y);
  }

  /** A pixel as one number, on the sensor or not. */
  static long at(int x, int y) {
    return (long) y << Integer.SIZE | (x & 0xFFFF_FFFFL);
  }

  static EventStream moved(EventStream events, Mapping mapping) {
    int width = events.geometry().width();
    int height = events.geometry().height();
    int size = events.size();
    long[] times = new long[size];
    short[] xs = new short[size];
    short[] ys = new short[size];
    byte[] polarities = new byte[size];
    int kept = 0;
    for (int i = 0; i < size; i++) {
      long pixel = mapping.of(events.xs()[i] & 0xFFFF, events.ys()[i] & 0xFFFF);
      int x = (int) pixel;
      int y = (int) (pixel >> Integer.SIZE);
      if (x >= 0 && x < width && y >= 0 && y < height) {
        times[kept] = events.timesMicros()[i];
        xs[kept] = (short) x;
        ys[kept] = (short) y;
        polarities[kept] = events.polarities()[i];
        kept++;
      }
    }
    return new EventStream(
        events.geometry(),
        kept == size ? times : Arrays.copyOf(times, kept),
        kept == size ? xs : Arrays.copyOf(xs, kept),
        kept == size ? ys : Arrays.copyOf(ys, kept),
        kept == size ? polarities : Arrays.copyOf(polarities, kept));
  }
}
