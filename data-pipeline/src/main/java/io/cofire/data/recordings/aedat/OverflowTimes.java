package io.cofire.data.recordings.aedat;

import io.cofire.data.recordings.read.EventBlock;

/**
 * Times of AEDAT 3 around a wrap of the 31 bits that an event has: the packet states how often the
 * clock has wrapped, once for all of its events. An event that would be half an hour from the one
 * before it, and is within a second of it one wrap earlier or later, is of that wrap. Gaps that
 * packets state stay as they are.
 */
final class OverflowTimes {

  private static final long WRAP_MICROS = 1L << 31;
  private static final long NEAR_MICROS = 1 << 20;

  private long latest;
  private boolean begun;

  /**
   * Puts right the events that a packet has added to a block. They can only be wrong where the
   * packet's times lie about the wrap, of which its first event tells.
   *
   * @param base the packet's wraps, microseconds
   * @param from the first of them
   */
  void settle(EventBlock block, int from, long base) {
    if (from == block.size) {
      return;
    }
    long first = block.times[from] - base;
    boolean about = first < 2 * NEAR_MICROS || first > WRAP_MICROS - 2 * NEAR_MICROS;
    if (begun && about && !staysInHalf(block, from)) {
      settleAll(block, from);
    }
    latest = block.times[block.size - 1];
    begun = true;
  }

  /** Whether the times and the one before them lie in one half of one wrap: none is a wrap off. */
  private boolean staysInHalf(EventBlock block, int from) {
    long differing = 0;
    for (int i = from; i < block.size; i++) {
      differing |= block.times[i] ^ latest;
    }
    return differing >>> 30 == 0;
  }

  private void settleAll(EventBlock block, int from) {
    long before = latest;
    for (int i = from; i < block.size; i++) {
      long ahead = block.times[i] - before;
      long wraps = ahead > 0 ? -WRAP_MICROS : WRAP_MICROS;
      if (Math.abs(ahead + wraps) < NEAR_MICROS) {
        block.times[i] += wraps;
      }
      before = block.times[i];
    }
  }
}
