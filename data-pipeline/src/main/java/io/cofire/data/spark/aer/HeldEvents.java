package io.cofire.data.spark.aer;

import io.cofire.data.events.EventSink;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The events of one recording within a range of times, as the decoder's blocks: 13 bytes an event,
 * without the copies of one growing array. Rows are made of a block at a time, and a block goes
 * when its rows are made.
 */
final class HeldEvents implements EventSink {

  /** Events of one block; each column has one element an event. */
  record Block(long[] times, short[] xs, short[] ys, byte[] polarities) {
    int size() {
      return times.length;
    }
  }

  private final TimeFilter range;
  private final Column.Needs needs;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private long size;

  HeldEvents(TimeFilter range, Column.Needs needs) {
    this.range = range;
    this.needs = needs;
  }

  @Override
  public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    if (needs != Column.Needs.EVENTS) {
      size += count;
      return;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      kept += range.contains(timesMicros[i]) ? 1 : 0;
    }
    if (kept == count) {
      blocks.add(
          new Block(
              Arrays.copyOf(timesMicros, count),
              Arrays.copyOf(xs, count),
              Arrays.copyOf(ys, count),
              Arrays.copyOf(polarities, count)));
    } else if (kept > 0) {
      blocks.add(chosen(timesMicros, xs, ys, polarities, count, kept));
    }
    size += kept;
  }

  private Block chosen(
      long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count, int kept) {
    Block block = new Block(new long[kept], new short[kept], new short[kept], new byte[kept]);
    int to = 0;
    for (int i = 0; i < count; i++) {
      if (range.contains(timesMicros[i])) {
        block.times[to] = timesMicros[i];
        block.xs[to] = xs[i];
        block.ys[to] = ys[i];
        block.polarities[to] = polarities[i];
        to++;
      }
    }
    return block;
  }

  /** How many events there are or, where only their number is needed, were. */
  long size() {
    return size;
  }

  /** The blocks in the order of the recording; the caller may take them away. */
  Deque<Block> blocks() {
    return blocks;
  }
}
