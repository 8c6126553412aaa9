package io.cofire.data.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects events into one stream. Events lie in chunks and are joined once at the end; where the
 * number that was expected is the number that came, not even then.
 */
public final class EventBuilder implements EventSink {

  private static final int SMALLEST_CHUNK = 4096;
  private static final int LARGEST_FIRST_CHUNK = 1 << 22; // 52 MiB, whatever a file promises

  private final List<Chunk> full = new ArrayList<>();
  private Chunk current = new Chunk(0);
  private int size; // of all chunks
  private int expected = SMALLEST_CHUNK;

  /** Columns of one length, the first {@code size} of it events. */
  private static final class Chunk {
    final long[] times;
    final short[] xs;
    final short[] ys;
    final byte[] polarities;
    int size;

    Chunk(int capacity) {
      times = new long[capacity];
      xs = new short[capacity];
      ys = new short[capacity];
      polarities = new byte[capacity];
    }

    private Chunk(long[] times, short[] xs, short[] ys, byte[] polarities) {
      this.times = times;
      this.xs = xs;
      this.ys = ys;
      this.polarities = polarities;
      this.size = times.length;
    }

    int room() {
      return times.length - size;
    }

    /** A full chunk; {@code copyOf} leaves out to clear what it writes at once. */
    Chunk trimmed() {
      return room() == 0
          ? this
          : new Chunk(
              Arrays.copyOf(times, size),
              Arrays.copyOf(xs, size),
              Arrays.copyOf(ys, size),
              Arrays.copyOf(polarities, size));
    }
  }

  @Override
  public void expect(long events) {
    expected = (int) Math.max(1, Math.min(events, LARGEST_FIRST_CHUNK));
  }

  @Override
  public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    for (int from = 0; from < count; ) {
      if (current.room() == 0) {
        extend();
      }
      Chunk to = current;
      int length = Math.min(count - from, to.room());
      System.arraycopy(timesMicros, from, to.times, to.size, length);
      System.arraycopy(xs, from, to.xs, to.size, length);
      System.arraycopy(ys, from, to.ys, to.size, length);
      System.arraycopy(polarities, from, to.polarities, to.size, length);
      to.size += length;
      from += length;
    }
    size = Math.addExact(size, count);
  }

  /** Adds one event. */
  public void add(long timeMicros, int x, int y, int polarity) {
    if (current.room() == 0) {
      extend();
    }
    int i = current.size++;
    current.times[i] = timeMicros;
    current.xs[i] = (short) x;
    current.ys[i] = (short) y;
    current.polarities[i] = (byte) polarity;
    size = Math.incrementExact(size);
  }

  /** Number of events so far. */
  public int size() {
    return size;
  }

  /** The events so far as a stream; the builder is empty again. */
  public EventStream build(SensorGeometry geometry) {
    full.add(current);
    Chunk joined = full.size() == 1 ? current.trimmed() : joined();
    full.clear();
    current = new Chunk(0);
    size = 0;
    return new EventStream(geometry, joined.times, joined.xs, joined.ys, joined.polarities);
  }

  private Chunk joined() {
    Chunk joined = new Chunk(size);
    for (Chunk chunk : full) {
      System.arraycopy(chunk.times, 0, joined.times, joined.size, chunk.size);
      System.arraycopy(chunk.xs, 0, joined.xs, joined.size, chunk.size);
      System.arraycopy(chunk.ys, 0, joined.ys, joined.size, chunk.size);
      System.arraycopy(chunk.polarities, 0, joined.polarities, joined.size, chunk.size);
      joined.size += chunk.size;
    }
    return joined;
  }

  /** A chunk for the events that are expected, and then half as many as there are. */
  private void extend() {
    if (current.size > 0) {
      full.add(current);
    }
    int capacity = size == 0 ? expected : Math.max(SMALLEST_CHUNK, size / 2);
    current = new Chunk(capacity);
  }
}
