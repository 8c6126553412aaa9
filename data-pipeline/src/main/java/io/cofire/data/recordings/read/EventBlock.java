package io.cofire.data.recordings.read;

import io.cofire.data.events.EventSink;

/**
 * The block of events that a decoder fills and hands to its sink. Its columns together (26 KiB)
 * stay in the first-level cache, so that filling a block and copying it on costs one pass over main
 * memory.
 */
public final class EventBlock {

  /** Most events of a block. */
  public static final int CAPACITY = 2048;

  /** Microseconds. */
  public final long[] times = new long[CAPACITY];

  /** Columns, unsigned. */
  public final short[] xs = new short[CAPACITY];

  /** Rows, unsigned. */
  public final short[] ys = new short[CAPACITY];

  /** 0 = OFF, 1 = ON. */
  public final byte[] polarities = new byte[CAPACITY];

  /** How many elements of each column are events; fast loops write the columns and set it. */
  public int size;

  private final EventSink sink;

  /** An empty block for a sink. */
  public EventBlock(EventSink sink) {
    this.sink = sink;
  }

  /** Adds one event, and hands the block on when it is full. */
  public void add(long timeMicros, int x, int y, int polarity) {
    int i = size;
    times[i] = timeMicros;
    xs[i] = (short) x;
    ys[i] = (short) y;
    polarities[i] = (byte) polarity;
    size = i + 1;
    if (size == CAPACITY) {
      flush();
    }
  }

  /** How many more events fit. */
  public int room() {
    return CAPACITY - size;
  }

  /** Hands on what there is. */
  public void flush() {
    if (size > 0) {
      sink.accept(times, xs, ys, polarities, size);
      size = 0;
    }
  }
}
