package io.cofire.ops.host;

import io.cofire.ops.tensor.Shape;

/**
 * Square windows over images [H,W,C], one row of outputs at a time. A row of pixels is sorted by
 * phase, its column modulo the stride, so that what one column of all windows of a row reads lies
 * side by side: inner loops run over whole rows, not over the channels of a pixel.
 */
record PoolWindow(
    int height,
    int width,
    int outHeight,
    int outWidth,
    int channels,
    int window,
    int stride,
    int padding) {

  static PoolWindow of(Shape input, Shape output, int window, int stride, int padding) {
    return new PoolWindow(
        input.size(-3),
        input.size(-2),
        output.size(-3),
        output.size(-2),
        input.size(-1),
        window,
        stride,
        padding);
  }

  /** Floats of one row of pixels of the input. */
  int rowSize() {
    return width * channels;
  }

  /** Floats of one row of pixels of the output. */
  int outRowSize() {
    return outWidth * channels;
  }

  /** Floats of an image. */
  int imageSize() {
    return height * rowSize();
  }

  /** Floats of an image's output. */
  int outImageSize() {
    return outHeight * outRowSize();
  }

  /** First input row under a row of windows. */
  int firstRow(int p) {
    return Math.max(0, p * stride - padding);
  }

  /** The row behind the last one under a row of windows. */
  int endRow(int p) {
    return Math.min(height, p * stride - padding + window);
  }

  /** Floats of a phase, its last pixel perhaps unused. */
  private int phaseSize() {
    return (width + stride - 1) / stride * channels;
  }

  /** Floats of a sorted row. */
  int sortedSize() {
    return stride * phaseSize();
  }

  void sort(float[] row, float[] sorted) {
    for (int column = 0; column < width; column++) {
      System.arraycopy(row, column * channels, sorted, place(column), channels);
    }
  }

  void unsort(float[] sorted, float[] row) {
    for (int column = 0; column < width; column++) {
      System.arraycopy(sorted, place(column), row, column * channels, channels);
    }
  }

  private int place(int column) {
    return column % stride * phaseSize() + column / stride * channels;
  }

  /**
   * What the k-th column of a row's windows reads: {@code count} floats from {@code from} on in a
   * sorted row belong to the outputs from {@code to} on. Windows whose k-th column is padding are
   * left out.
   */
  record Column(int from, int to, int count) {}

  Column column(int k) {
    int shift = k - padding;
    int first = Math.max(0, Math.floorDiv(stride - 1 - shift, stride));
    int end = Math.min(outWidth, Math.floorDiv(width - 1 - shift, stride) + 1);
    if (end <= first) {
      return new Column(0, 0, 0);
    }
    return new Column(
        place(first * stride + shift), first * channels, (end - first) * channels);
  }
}
