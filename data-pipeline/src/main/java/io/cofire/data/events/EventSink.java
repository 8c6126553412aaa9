package io.cofire.data.events;

/** Takes events block by block, in the order of the recording, without the whole of it at once. */
@FunctionalInterface
public interface EventSink {

  /**
   * Takes a block; the arrays are the caller's and are filled anew after the call.
   *
   * @param timesMicros times in microseconds
   * @param xs columns
   * @param ys rows
   * @param polarities 0 or 1
   * @param count how many elements of each array are events
   */
  void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count);
}
