package io.cofire.ops.host;

import io.cofire.ops.tensor.Shape;
import java.util.Arrays;

/**
 * Square windows over images [H,W,C], one row of outputs at a time: {@code rows} below holds the
 * input rows under that row of windows, from {@link #firstRow} on, and inner loops run over the
 * channels of a pixel.
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

  /** First input row under a row of windows. */
  int firstRow(int p) {
    return Math.max(0, p * stride - padding);
  }

  /** Floats of the input rows under a row of windows. */
  int rowsSize(int p) {
    return (Math.min(height, p * stride - padding + window) - firstRow(p)) * rowSize();
  }

  private int firstColumn(int q) {
    return Math.max(0, q * stride - padding);
  }

  private int endColumn(int q) {
    return Math.min(width, q * stride - padding + window);
  }

  void maximum(float[] rows, int size, float[] y) {
    for (int q = 0; q < outWidth; q++) {
      int out = q * channels;
      System.arraycopy(rows, firstColumn(q) * channels, y, out, channels);
      for (int row = 0; row < size; row += rowSize()) {
        for (int column = firstColumn(q); column < endColumn(q); column++) {
          larger(rows, row + column * channels, y, out, channels);
        }
      }
    }
  }

  private static void larger(float[] x, int from, float[] y, int to, int count) {
    for (int c = 0; c < count; c++) {
      y[to + c] = Math.max(y[to + c], x[from + c]);
    }
  }

  /** Adds each gy to the first largest element of its window, rows before columns. */
  void maximumBackward(float[] rows, int size, float[] gy, int[] winners, float[] gx) {
    for (int q = 0; q < outWidth; q++) {
      int start = firstColumn(q) * channels;
      for (int c = 0; c < channels; c++) {
        winners[c] = start + c;
      }
      for (int row = 0; row < size; row += rowSize()) {
        for (int column = firstColumn(q); column < endColumn(q); column++) {
          overtake(rows, row + column * channels, winners, channels);
        }
      }
      for (int c = 0; c < channels; c++) {
        gx[winners[c]] += gy[q * channels + c];
      }
    }
  }

  private static void overtake(float[] x, int from, int[] winners, int count) {
    for (int c = 0; c < count; c++) {
      winners[c] = x[from + c] > x[winners[c]] ? from + c : winners[c];
    }
  }

  void average(float[] rows, int size, float[] y) {
    float area = (float) window * window;
    Arrays.fill(y, 0, outRowSize(), 0);
    for (int q = 0; q < outWidth; q++) {
      for (int row = 0; row < size; row += rowSize()) {
        for (int column = firstColumn(q); column < endColumn(q); column++) {
          add(rows, row + column * channels, y, q * channels, channels);
        }
      }
    }
    for (int i = 0; i < outRowSize(); i++) {
      y[i] /= area;
    }
  }

  /** Adds each gy to its window, spread evenly; divides gy on the way. */
  void averageBackward(float[] gy, int size, float[] gx) {
    float area = (float) window * window;
    for (int i = 0; i < outRowSize(); i++) {
      gy[i] /= area;
    }
    for (int q = 0; q < outWidth; q++) {
      for (int row = 0; row < size; row += rowSize()) {
        for (int column = firstColumn(q); column < endColumn(q); column++) {
          add(gy, q * channels, gx, row + column * channels, channels);
        }
      }
    }
  }

  private static void add(float[] x, int from, float[] y, int to, int count) {
    for (int c = 0; c < count; c++) {
      y[to + c] += x[from + c];
    }
  }
}
