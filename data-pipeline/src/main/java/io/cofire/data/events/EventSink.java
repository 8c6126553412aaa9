package io.cofire.data.events;

/** Takes events block by block, in the order of the recording, without the whole of it at once. */
@FunctionalInterface
public interface EventSink {

  /**
   * Says before the first block how many events are likely to come, so that a sink which keeps them
   * need not grow. It may be wrong in both directions.
   *
   * @param events at least 0
   */
  default void expect(long events) {}

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
