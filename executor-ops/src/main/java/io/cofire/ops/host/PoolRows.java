package io.cofire.ops.host;

import io.cofire.ops.host.PoolWindow.Column;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** What one thread needs for the forward of pools, one row of outputs after the other. */
final class PoolRows {

  private float[] row = {};
  private float[] tall = {};
  private float[] sorted = {};
  private float[] line = {};
  private float[] outputs = {};

  private void reserve(PoolWindow plan) {
    if (sorted.length < plan.sortedSize()) {
      row = new float[plan.sortedSize()];
      tall = new float[plan.sortedSize()];
      sorted = new float[plan.sortedSize()];
    }
    if (outputs.length < plan.outRowSize()) {
      line = new float[plan.outRowSize()];
      outputs = new float[plan.outRowSize()];
    }
  }

  /** One row of outputs of the largest elements: of each column of pixels, then of columns. */
  void maximum(PoolWindow plan, FloatBuffer in, int image, int p, FloatBuffer out) {
    reserve(plan);
    Blocks.read(in, plan.place(image, plan.firstRow(p)), tall, plan.rowSize());
    for (int r = plan.firstRow(p) + 1; r < plan.endRow(p); r++) {
      Blocks.read(in, plan.place(image, r), row, plan.rowSize());
      larger(row, tall, plan.rowSize());
    }
    plan.sort(tall, sorted);
    largest(plan, sorted, line, outputs);
    Blocks.write(outputs, plan.outRowSize(), out, plan.outPlace(image, p));
  }

  /** The largest of each window's columns; line is scratch. */
  static void largest(PoolWindow plan, float[] sorted, float[] line, float[] outputs) {
    Arrays.fill(outputs, 0, plan.outRowSize(), Float.NEGATIVE_INFINITY);
    for (int k = 0; k < plan.window(); k++) {
      plan.line(sorted, k, line, Float.NEGATIVE_INFINITY);
      larger(line, outputs, plan.outRowSize());
    }
  }

  // Loops run from index 0: with two places to begin at they are not vectorised.

  static void larger(float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.max(y[i], x[i]);
    }
  }

  /** One row of outputs of means, rows of pixels before columns. */
  void average(PoolWindow plan, FloatBuffer in, int image, int p, FloatBuffer out) {
    reserve(plan);
    Arrays.fill(outputs, 0, plan.outRowSize(), 0);
    for (int r = plan.firstRow(p); r < plan.endRow(p); r++) {
      Blocks.read(in, plan.place(image, r), row, plan.rowSize());
      plan.sort(row, sorted);
      for (int k = 0; k < plan.window(); k++) {
        Column column = plan.line(sorted, k, line, 0);
        Blocks.add(line, outputs, column.count() == 0 ? 0 : plan.outRowSize());
      }
    }
    plan.divide(outputs);
    Blocks.write(outputs, plan.outRowSize(), out, plan.outPlace(image, p));
  }
}
