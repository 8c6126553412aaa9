package io.cofire.ops.host;

import io.cofire.ops.host.PoolWindow.Column;
import io.cofire.ops.surrogate.Surrogate;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What one thread needs for the backward of pools, one image after the other. The rows of pixels
 * under a row of windows stay here, sorted, until the windows have left them: row r in place r
 * modulo the window's side.
 */
final class PoolGradients {

  private float[] row = {};
  private float[][] inputs = {};
  private float[][] gradients = {};
  private float[][] parts = {};
  private float[] line = {};
  private float[] largest = {};
  private float[] incoming = {};
  private float[] free = {};

  private void reserve(PoolWindow plan) {
    if (inputs.length < plan.window() || row.length < plan.sortedSize()) {
      row = new float[plan.sortedSize()];
      inputs = new float[plan.window()][plan.sortedSize()];
      gradients = new float[plan.window()][plan.sortedSize()];
    }
    if (parts.length < plan.window() || line.length < plan.outRowSize()) {
      parts = new float[plan.window()][plan.outRowSize()];
      line = new float[plan.outRowSize()];
      largest = new float[plan.outRowSize()];
      incoming = new float[plan.outRowSize()];
      free = new float[plan.outRowSize()];
    }
  }

  /** Adds each gy to the first largest element of its window, rows before columns. */
  void maximum(PoolWindow plan, FloatBuffer in, FloatBuffer gradient, int image, FloatBuffer out) {
    reserve(plan);
    int fresh = 0;
    for (int p = 0; p < plan.outHeight(); p++) {
      leave(plan, image, p == 0 ? 0 : plan.firstRow(p - 1), plan.firstRow(p), fresh, out);
      for (int r = Math.max(fresh, plan.firstRow(p)); r < plan.endRow(p); r++) {
        Blocks.read(in, plan.place(image, r), row, plan.rowSize());
        plan.sort(row, inputs[r % plan.window()]);
        Arrays.fill(gradients[r % plan.window()], 0);
      }
      fresh = Math.max(fresh, plan.endRow(p));
      Blocks.read(gradient, plan.outPlace(image, p), incoming, plan.outRowSize());
      claim(plan, p);
    }
    leave(plan, image, plan.firstRow(plan.outHeight() - 1), plan.height(), fresh, out);
  }

  private void claim(PoolWindow plan, int p) {
    findLargest(plan, p);
    Arrays.fill(free, 0, plan.outRowSize(), 1);
    for (int r = plan.firstRow(p); r < plan.endRow(p); r++) {
      for (int k = 0; k < plan.window(); k++) {
        plan.line(inputs[r % plan.window()], k, line, Float.NEGATIVE_INFINITY);
        differ(line, largest, plan.outRowSize());
        claim(line, free, incoming, parts[k], plan.outRowSize());
      }
      add(plan, parts, gradients[r % plan.window()]);
    }
  }

  private void findLargest(PoolWindow plan, int p) {
    int first = plan.firstRow(p);
    System.arraycopy(inputs[first % plan.window()], 0, row, 0, plan.sortedSize());
    for (int r = first + 1; r < plan.endRow(p); r++) {
      PoolRows.larger(inputs[r % plan.window()], row, plan.sortedSize());
    }
    PoolRows.largest(plan, row, line, largest);
  }

  /** Replaces x by 0 where it equals y and by 1 where it is less, however little. */
  private static void differ(float[] x, float[] y, int count) {
    float steep = Surrogate.STEEP;
    for (int i = 0; i < count; i++) {
      x[i] = Math.min((y[i] - x[i]) * steep * steep, 1);
    }
  }

  /** Gives gy to elements that do not differ from the largest, unless one before them has it. */
  private static void claim(float[] differs, float[] free, float[] gy, float[] part, int count) {
    for (int i = 0; i < count; i++) {
      part[i] = (free[i] - free[i] * differs[i]) * gy[i];
      free[i] *= differs[i];
    }
  }

  /** Windows from left to right at each pixel, and so their columns from right to left. */
  private void add(PoolWindow plan, float[][] columns, float[] sorted) {
    for (int k = plan.window() - 1; k >= 0; k--) {
      Column column = plan.line(sorted, k, line, 0);
      Blocks.add(columns[k], line, column.count() == 0 ? 0 : plan.outRowSize());
      System.arraycopy(line, column.to(), sorted, column.from(), column.count());
    }
  }

  /** Adds each gy to its window, spread evenly. */
  void average(PoolWindow plan, FloatBuffer gradient, int image, FloatBuffer out) {
    reserve(plan);
    float[][] same = new float[plan.window()][];
    Arrays.fill(same, incoming);
    int fresh = 0;
    for (int p = 0; p < plan.outHeight(); p++) {
      leave(plan, image, p == 0 ? 0 : plan.firstRow(p - 1), plan.firstRow(p), fresh, out);
      for (int r = Math.max(fresh, plan.firstRow(p)); r < plan.endRow(p); r++) {
        Arrays.fill(gradients[r % plan.window()], 0);
      }
      fresh = Math.max(fresh, plan.endRow(p));
      Blocks.read(gradient, plan.outPlace(image, p), incoming, plan.outRowSize());
      plan.divide(incoming);
      for (int r = plan.firstRow(p); r < plan.endRow(p); r++) {
        add(plan, same, gradients[r % plan.window()]);
      }
    }
    leave(plan, image, plan.firstRow(plan.outHeight() - 1), plan.height(), fresh, out);
  }

  /** Writes the rows that windows have left; those from fresh on no window has seen. */
  private void leave(PoolWindow plan, int image, int from, int until, int fresh, FloatBuffer out) {
    for (int r = from; r < until; r++) {
      if (r < fresh) {
        plan.unsort(gradients[r % plan.window()], row);
      } else {
        Arrays.fill(row, 0);
      }
      Blocks.write(row, plan.rowSize(), out, plan.place(image, r));
    }
  }
}
