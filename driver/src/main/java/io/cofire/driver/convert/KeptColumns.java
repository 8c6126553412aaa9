package io.cofire.driver.convert;

import io.cofire.data.events.EventSink;
import java.util.Arrays;

/** Columns that a sink fills with what is left of a block, and hands on. */
final class KeptColumns {

  private long[] times = {};
  private short[] xs = {};
  private short[] ys = {};
  private byte[] polarities = {};
  private int size;

  /** Makes it empty, with room for a block. */
  void clear(int room) {
    if (times.length < room) {
      times = Arrays.copyOf(times, room);
      xs = Arrays.copyOf(xs, room);
      ys = Arrays.copyOf(ys, room);
      polarities = Arrays.copyOf(polarities, room);
    }
    size = 0;
  }

  void add(long micros, int x, int y, byte polarity) {
    times[size] = micros;
    xs[size] = (short) x;
    ys[size] = (short) y;
    polarities[size++] = polarity;
  }

  void handTo(EventSink sink) {
    if (size > 0) {
      sink.accept(times, xs, ys, polarities, size);
    }
  }
}
