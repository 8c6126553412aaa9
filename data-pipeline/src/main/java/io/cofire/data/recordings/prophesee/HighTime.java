package io.cofire.data.recordings.prophesee;

/**
 * The upper part of the time of EVT words, continued beyond its range: the first is taken as it is,
 * and each other one as the time nearest to the one before that has these bits. So a counter that
 * wraps goes on, and a time that goes back, as the camera sent it, goes back around a wrap too.
 */
final class HighTime {

  private final int lowBits;
  private final int spareBits;
  private long latest;
  private boolean begun;

  /**
   * A time of which nothing is known yet.
   *
   * @param highBits width of the upper part
   * @param lowBits width of the part below it
   */
  HighTime(int highBits, int lowBits) {
    this.lowBits = lowBits;
    this.spareBits = Long.SIZE - highBits;
  }

  /** Takes an upper part, and gives the time in microseconds with a lower part of 0. */
  long advance(long high) {
    latest = begun ? latest + ((high - latest) << spareBits >> spareBits) : high;
    begun = true;
    return latest << lowBits;
  }
}
