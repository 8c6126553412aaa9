package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;

/**
 * The block of events that a decoder fills and hands to its sink. Its columns together (26 KiB)
 * stay in the first-level cache, so that filling a block and copying it on costs one pass over main
 * memory.
 */
final class EventBlock {

  /** Most events of a block. */
  static final int CAPACITY = 2048;

  final long[] times = new long[CAPACITY];
  final short[] xs = new short[CAPACITY];
  final short[] ys = new short[CAPACITY];
  final byte[] polarities = new byte[CAPACITY];

  /** How many elements of each column are events; fast loops write the columns and set it. */
  int size;

  private final EventSink sink;

  EventBlock(EventSink sink) {
    this.sink = sink;
  }

  /** Adds one event, and hands the block on when it is full. */
  void add(long timeMicros, int x, int y, int polarity) {
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
  int room() {
    return CAPACITY - size;
  }

  /** Hands on what there is. */
  void flush() {
    if (size > 0) {
      sink.accept(times, xs, ys, polarities, size);
      size = 0;
    }
  }
}
