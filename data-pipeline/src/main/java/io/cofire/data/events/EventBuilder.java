package io.cofire.data.events;

import java.util.Arrays;

/** Collects events into one stream. */
public final class EventBuilder implements EventSink {

  private long[] times = new long[4096];
  private short[] xs = new short[4096];
  private short[] ys = new short[4096];
  private byte[] polarities = new byte[4096];
  private int size;

  @Override
  public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    reserve(count);
    System.arraycopy(timesMicros, 0, this.times, size, count);
    System.arraycopy(xs, 0, this.xs, size, count);
    System.arraycopy(ys, 0, this.ys, size, count);
    System.arraycopy(polarities, 0, this.polarities, size, count);
    size += count;
  }

  /** Adds one event. */
  public void add(long timeMicros, int x, int y, int polarity) {
    reserve(1);
    times[size] = timeMicros;
    xs[size] = (short) x;
    ys[size] = (short) y;
    polarities[size] = (byte) polarity;
    size++;
  }

  /** Number of events so far. */
  public int size() {
    return size;
  }

  /** The events so far as a stream. */
  public EventStream build(SensorGeometry geometry) {
    return new EventStream(
        geometry,
        Arrays.copyOf(times, size),
        Arrays.copyOf(xs, size),
        Arrays.copyOf(ys, size),
        Arrays.copyOf(polarities, size));
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > times.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * times.length));
      times = Arrays.copyOf(times, capacity);
      xs = Arrays.copyOf(xs, capacity);
      ys = Arrays.copyOf(ys, capacity);
      polarities = Arrays.copyOf(polarities, capacity);
    }
  }
}
