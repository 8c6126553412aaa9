package io.cofire.ops.host;

import java.util.Arrays;

/** Square windows over one plane: rows and columns of input and output, and the window's step. */
record PoolWindow(
    int height, int width, int outHeight, int outWidth, int window, int stride, int padding) {

  int inputSize() {
    return height * width;
  }

  int outputSize() {
    return outHeight * outWidth;
  }

  void maximum(float[] x, float[] y) {
    for (int p = 0; p < outHeight; p++) {
      for (int q = 0; q < outWidth; q++) {
        y[p * outWidth + q] = x[winner(x, p, q)];
      }
    }
  }

  void maximumBackward(float[] x, float[] gy, float[] gx) {
    Arrays.fill(gx, 0, inputSize(), 0);
    for (int p = 0; p < outHeight; p++) {
      for (int q = 0; q < outWidth; q++) {
        gx[winner(x, p, q)] += gy[p * outWidth + q];
      }
    }
  }

  /** Index of the window's first largest element. */
  private int winner(float[] x, int p, int q) {
    int best = firstRow(p) * width + firstColumn(q);
    for (int row = firstRow(p); row < endRow(p); row++) {
      for (int i = row * width + firstColumn(q); i < row * width + endColumn(q); i++) {
        best = x[i] > x[best] ? i : best;
      }
    }
    return best;
  }

  void average(float[] x, float[] y) {
    float area = (float) window * window;
    for (int p = 0; p < outHeight; p++) {
      for (int q = 0; q < outWidth; q++) {
        float sum = 0;
        for (int row = firstRow(p); row < endRow(p); row++) {
          for (int i = row * width + firstColumn(q); i < row * width + endColumn(q); i++) {
            sum += x[i];
          }
        }
        y[p * outWidth + q] = sum / area;
      }
    }
  }

  void averageBackward(float[] gy, float[] gx) {
    float area = (float) window * window;
    Arrays.fill(gx, 0, inputSize(), 0);
    for (int p = 0; p < outHeight; p++) {
      for (int q = 0; q < outWidth; q++) {
        float share = gy[p * outWidth + q] / area;
        for (int row = firstRow(p); row < endRow(p); row++) {
          for (int i = row * width + firstColumn(q); i < row * width + endColumn(q); i++) {
            gx[i] += share;
          }
        }
      }
    }
  }

  private int firstRow(int p) {
    return Math.max(0, p * stride - padding);
  }

  private int endRow(int p) {
    return Math.min(height, p * stride - padding + window);
  }

  private int firstColumn(int q) {
    return Math.max(0, q * stride - padding);
  }

  private int endColumn(int q) {
    return Math.min(width, q * stride - padding + window);
  }
}
