package io.cofire.data.pixels;

/**
 * Rows of a picture of red, green and blue bytes, four of them in an int with the first one lowest:
 * four pixels are three ints.
 */
interface PixelRows {

  /** Ints that hold so many pixels. */
  static int ints(int pixels) {
    return (pixels + 3) / 4 * 3;
  }

  /**
   * Copies pixels of a row; those beyond its end are anything.
   *
   * @param row from 0
   * @param group first group of four pixels
   * @param target filled from its start
   * @param count ints
   */
  void copy(int row, int group, int[] target, int count);
}
