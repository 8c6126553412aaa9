package io.cofire.data.pictures;

/**
 * What is seen of a picture: the rectangle at (left, top) is resized to scaledWidth x scaledHeight,
 * of which the part of width x height at (x, y) is kept. The filter sees nothing outside of the
 * rectangle, as if it were cropped first.
 *
 * @param left first column of the rectangle, in pixels of the picture
 * @param top its first row
 * @param boxWidth columns of the rectangle
 * @param boxHeight rows of the rectangle
 * @param scaledWidth columns that it is resized to
 * @param scaledHeight rows that it is resized to
 * @param x first column kept
 * @param y first row kept
 * @param width columns kept
 * @param height rows kept
 */
record Window(
    double left,
    double top,
    double boxWidth,
    double boxHeight,
    int scaledWidth,
    int scaledHeight,
    int x,
    int y,
    int width,
    int height) {

  /** A part of a picture, resized to a square. */
  static Window resized(int left, int top, int width, int height, int side) {
    return new Window(left, top, width, height, side, side, 0, 0, side, side);
  }

  /** The same on the picture that is smaller by a factor each way. */
  Window reduced(int factor) {
    return new Window(
        left / factor,
        top / factor,
        boxWidth / factor,
        boxHeight / factor,
        scaledWidth,
        scaledHeight,
        x,
        y,
        width,
        height);
  }

  /**
   * How much smaller a decoder may make the picture, 1, 2, 4 or 8 times: never so small that the
   * filter would not halve it afterwards, since the decoder's own filter is a harder one.
   */
  int reduction() {
    int factor = 8;
    while (factor > 1
        && (boxWidth < 2.0 * scaledWidth * factor || boxHeight < 2.0 * scaledHeight * factor)) {
      factor /= 2;
    }
    return factor;
  }
}
