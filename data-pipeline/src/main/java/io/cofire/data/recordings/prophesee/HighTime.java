package io.cofire.data.recordings.prophesee;

/**
 * The upper part of the time of EVT words, continued beyond its range: where it falls by more than
 * half of the range it has passed it. A smaller fall is a time that goes back, as the camera sent
 * it.
 */
final class HighTime {

  private final int lowBits;
  private final long range;
  private long epoch;
  private long latest = -1;

  /**
   * A time of which nothing is known yet.
   *
   * @param highBits width of the upper part
   * @param lowBits width of the part below it
   */
  HighTime(int highBits, int lowBits) {
    this.lowBits = lowBits;
    this.range = 1L << highBits;
  }

  /** Takes an upper part, and gives the time in microseconds with a lower part of 0. */
  long advance(long high) {
    if (latest - high > range / 2) {
      epoch += range;
    }
    latest = high;
    return (epoch + high) << lowBits;
  }
}
