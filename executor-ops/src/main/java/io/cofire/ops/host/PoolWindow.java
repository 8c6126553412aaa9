package io.cofire.ops.host;

import io.cofire.ops.tensor.Shape;
import java.util.Arrays;

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

  /** Where a row of pixels begins. */
  int place(int image, int r) {
    return image * imageSize() + r * rowSize();
  }

  /** Where a row of outputs begins. */
  int outPlace(int image, int p) {
    return (image * outHeight + p) * outRowSize();
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
      System.arraycopy(row, column * channels, sorted, sortedPlace(column), channels);
    }
  }

  void unsort(float[] sorted, float[] row) {
    for (int column = 0; column < width; column++) {
      System.arraycopy(sorted, sortedPlace(column), row, column * channels, channels);
    }
  }

  private int sortedPlace(int column) {
    return column % stride * phaseSize() + column / stride * channels;
  }

  /**
   * What the k-th column of a row's windows reads: {@code count} floats from {@code from} on in a
   * sorted row belong to the outputs from {@code to} on. Windows whose k-th column is padding are
   * left out.
   */
  record Column(int from, int to, int count) {}

  private Column column(int k) {
    int shift = k - padding;
    int first = Math.max(0, Math.floorDiv(stride - 1 - shift, stride));
    int end = Math.min(outWidth, Math.floorDiv(width - 1 - shift, stride) + 1);
    if (end <= first) {
      return new Column(0, 0, 0);
    }
    int from = sortedPlace(first * stride + shift);
    return new Column(from, first * channels, (end - first) * channels);
  }

  /** What the k-th column of each window reads of a sorted row, with something for padding. */
  Column line(float[] sorted, int k, float[] line, float outside) {
    Column column = column(k);
    if (column.count() < outRowSize()) {
      Arrays.fill(line, 0, outRowSize(), outside);
    }
    System.arraycopy(sorted, column.from(), line, column.to(), column.count());
    return column;
  }

  /** By the elements of a window, those outside the image too. */
  void divide(float[] outputs) {
    divide(outputs, outRowSize(), (float) window * window);
  }

  private static void divide(float[] x, int count, float area) {
    for (int i = 0; i < count; i++) {
      x[i] /= area;
    }
  }
}
