package io.cofire.ops.composed;

import io.cofire.ops.tensor.Shape;

/** The windows of one pool over images [M,H,W,C] with zeros, or anything, around them. */
record Patches<A>(
    ArrayMath<A> math, Shape input, Shape output, int window, int stride, int padding) {

  /** Places in a window, rows before columns. */
  int places() {
    return window * window;
  }

  /** The element at one place of every window: a view [M,H',W',C] of a padded array. */
  A place(A padded, int place) {
    int row = place / window;
    int column = place % window;
    return math.pixels(padded, row, column, stride, output.size(-3), output.size(-2));
  }

  /** The images with a border. */
  A padded(A images, double border) {
    if (padding == 0) {
      return images;
    }
    A padded = border(border);
    math.copy(inner(padded), images);
    return padded;
  }

  /** Room to add into: of the images themselves where there is no border. */
  A zeros(A images) {
    if (padding == 0) {
      math.fill(images, 0);
      return images;
    }
    return border(0);
  }

  /** What {@link #zeros} collected, without the border. */
  void cut(A padded, A images) {
    if (padding != 0) {
      math.copy(images, inner(padded));
    }
  }

  private A border(double value) {
    int images = input.count(0, input.axes() - 3);
    int height = input.size(-3) + 2 * padding;
    A padded = math.scratch(images, height, input.size(-2) + 2 * padding, input.size(-1));
    math.fill(padded, value);
    return padded;
  }

  private A inner(A padded) {
    return math.pixels(padded, padding, padding, 1, input.size(-3), input.size(-2));
  }
}
