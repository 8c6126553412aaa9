package io.cofire.ops.host;

import io.cofire.ops.host.PoolWindow.Column;
import io.cofire.ops.surrogate.Surrogate;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** What one thread needs for the pools of an image, one row of outputs after the other. */
final class PoolRows {

  private float[] row = {};
  private float[] sorted = {};
  private float[] gradients = {};
  private float[] outputs = {};
  private float[] incoming = {};
  private float[] free = {};
  private float[][] parts = {};

  private void reserve(PoolWindow plan) {
    if (sorted.length < plan.sortedSize()) {
      row = new float[plan.sortedSize()];
      sorted = new float[plan.sortedSize()];
      gradients = new float[plan.sortedSize()];
    }
    if (outputs.length < plan.outRowSize()) {
      outputs = new float[plan.outRowSize()];
      incoming = new float[plan.outRowSize()];
      free = new float[plan.outRowSize()];
    }
    if (parts.length < plan.window() || parts[0].length < plan.outRowSize()) {
      parts = new float[plan.window()][plan.outRowSize()];
    }
  }

  /** One row of outputs of the largest elements. */
  void maximum(PoolWindow plan, FloatBuffer in, int image, int p, FloatBuffer out) {
    reserve(plan);
    largest(plan, in, image, p);
    int to = image * plan.outImageSize() + p * plan.outRowSize();
    Blocks.write(outputs, plan.outRowSize(), out, to);
  }

  private void largest(PoolWindow plan, FloatBuffer in, int image, int p) {
    Arrays.fill(outputs, 0, plan.outRowSize(), Float.NEGATIVE_INFINITY);
    for (int r = plan.firstRow(p); r < plan.endRow(p); r++) {
      readSorted(plan, in, image, r, sorted);
      for (int k = 0; k < plan.window(); k++) {
        Column column = plan.column(k);
        larger(sorted, column.from(), outputs, column.to(), column.count());
      }
    }
  }

  private void readSorted(PoolWindow plan, FloatBuffer x, int image, int r, float[] to) {
    Blocks.read(x, image * plan.imageSize() + r * plan.rowSize(), row, plan.rowSize());
    plan.sort(row, to);
  }

  private static void larger(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] = Math.max(y[to + i], x[from + i]);
    }
  }

  /** Adds each gy to the first largest element of its window, rows before columns. */
  void maximumBackward(
      PoolWindow plan, FloatBuffer in, FloatBuffer gradient, int image, FloatBuffer out) {
    reserve(plan);
    clear(plan, image, out);
    for (int p = 0; p < plan.outHeight(); p++) {
      largest(plan, in, image, p);
      readIncoming(plan, gradient, image, p);
      Arrays.fill(free, 0, plan.outRowSize(), 1);
      for (int r = plan.firstRow(p); r < plan.endRow(p); r++) {
        readSorted(plan, in, image, r, sorted);
        for (int k = 0; k < plan.window(); k++) {
          Column column = plan.column(k);
          claim(
              sorted, column.from(), outputs, free, incoming, parts[k], column.to(),
              column.count());
        }
        addToRow(plan, image, r, out, parts);
      }
    }
  }

  /**
   * Where x is the window's largest and no element before it was: gy, and 0 elsewhere. The clamp
   * tells equal floats from others exactly, however small.
   */
  private static void claim(
      float[] x, int from, float[] y, float[] free, float[] gy, float[] part, int to, int count) {
    float steep = Surrogate.STEEP;
    for (int i = 0; i < count; i++) {
      float apart = Math.min((y[to + i] - x[from + i]) * steep * steep, 1);
      float claimed = free[to + i] * (1 - apart);
      free[to + i] -= claimed;
      part[to + i] = claimed * gy[to + i];
    }
  }

  /** Windows from left to right at each pixel, and so their columns from right to left. */
  private void addToRow(PoolWindow plan, int image, int r, FloatBuffer out, float[][] from) {
    readSorted(plan, out, image, r, gradients);
    for (int k = plan.window() - 1; k >= 0; k--) {
      Column column = plan.column(k);
      add(from[k], column.to(), gradients, column.from(), column.count());
    }
    plan.unsort(gradients, row);
    Blocks.write(row, plan.rowSize(), out, image * plan.imageSize() + r * plan.rowSize());
  }

  private void readIncoming(PoolWindow plan, FloatBuffer gradient, int image, int p) {
    int from = image * plan.outImageSize() + p * plan.outRowSize();
    Blocks.read(gradient, from, incoming, plan.outRowSize());
  }

  private void clear(PoolWindow plan, int image, FloatBuffer out) {
    Arrays.fill(row, 0);
    for (int r = 0; r < plan.height(); r++) {
      Blocks.write(row, plan.rowSize(), out, image * plan.imageSize() + r * plan.rowSize());
    }
  }

  /** One row of outputs of means. */
  void average(PoolWindow plan, FloatBuffer in, int image, int p, FloatBuffer out) {
    reserve(plan);
    Arrays.fill(outputs, 0, plan.outRowSize(), 0);
    for (int r = plan.firstRow(p); r < plan.endRow(p); r++) {
      readSorted(plan, in, image, r, sorted);
      for (int k = 0; k < plan.window(); k++) {
        Column column = plan.column(k);
        add(sorted, column.from(), outputs, column.to(), column.count());
      }
    }
    divide(outputs, plan);
    int to = image * plan.outImageSize() + p * plan.outRowSize();
    Blocks.write(outputs, plan.outRowSize(), out, to);
  }

  /** Adds each gy to its window, spread evenly. */
  void averageBackward(PoolWindow plan, FloatBuffer gradient, int image, FloatBuffer out) {
    reserve(plan);
    clear(plan, image, out);
    for (int p = 0; p < plan.outHeight(); p++) {
      readIncoming(plan, gradient, image, p);
      divide(incoming, plan);
      float[][] same = new float[plan.window()][];
      Arrays.fill(same, incoming);
      for (int r = plan.firstRow(p); r < plan.endRow(p); r++) {
        addToRow(plan, image, r, out, same);
      }
    }
  }

  private static void divide(float[] x, PoolWindow plan) {
    float area = (float) plan.window() * plan.window();
    int count = plan.outRowSize();
    for (int i = 0; i < count; i++) {
      x[i] /= area;
    }
  }

  private static void add(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] += x[from + i];
    }
  }
}
