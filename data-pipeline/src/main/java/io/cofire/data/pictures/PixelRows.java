package io.cofire.data.pictures;

/** Rows of a picture, three bytes a pixel: red, green, blue. */
interface PixelRows {

  /**
   * Copies pixels of a row.
   *
   * @param row from 0
   * @param left the first pixel
   * @param target filled from its start
   * @param count pixels
   */
  void copy(int row, int left, byte[] target, int count);
}
