package io.cofire.ops.host;

import io.cofire.ops.tensor.PoolKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Pools over host memory, one row of output pixels after the other. */
public final class HostPools implements PoolKernels {

  private final HostFloats floats;
  private float[] rows = {};
  private float[] gradients = {};
  private float[] outputs = {};
  private int[] winners = {};

  /** Pools for one thread. */
  public HostPools(HostFloats floats) {
    this.floats = floats;
  }

  /** What happens at one row of outputs. */
  private interface Row {
    void at(int inputIndex, int inputSize, int outputIndex);
  }

  @Override
  public void maximum(Tensor x, int window, int stride, int padding, Tensor y) {
    PoolWindow plan = plan(x, y, window, stride, padding);
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    each(
        plan,
        out.capacity(),
        (from, size, to) -> {
          Blocks.read(in, from, rows, size);
          plan.maximum(rows, size, outputs);
          Blocks.write(outputs, plan.outRowSize(), out, to);
        });
  }

  @Override
  public void maximumBackward(Tensor x, Tensor gy, int window, int stride, int padding, Tensor gx) {
    PoolWindow plan = plan(x, gy, window, stride, padding);
    FloatBuffer in = floats.of(x);
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    clear(out);
    each(
        plan,
        gradient.capacity(),
        (from, size, to) -> {
          Blocks.read(in, from, rows, size);
          Blocks.read(gradient, to, outputs, plan.outRowSize());
          Blocks.read(out, from, gradients, size);
          plan.maximumBackward(rows, size, outputs, winners, gradients);
          Blocks.write(gradients, size, out, from);
        });
  }

  @Override
  public void average(Tensor x, int window, int stride, int padding, Tensor y) {
    PoolWindow plan = plan(x, y, window, stride, padding);
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    each(
        plan,
        out.capacity(),
        (from, size, to) -> {
          Blocks.read(in, from, rows, size);
          plan.average(rows, size, outputs);
          Blocks.write(outputs, plan.outRowSize(), out, to);
        });
  }

  @Override
  public void averageBackward(Tensor gy, int window, int stride, int padding, Tensor gx) {
    PoolWindow plan = plan(gx, gy, window, stride, padding);
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    clear(out);
    each(
        plan,
        gradient.capacity(),
        (from, size, to) -> {
          Blocks.read(gradient, to, outputs, plan.outRowSize());
          Blocks.read(out, from, gradients, size);
          plan.averageBackward(outputs, size, gradients);
          Blocks.write(gradients, size, out, from);
        });
  }

  private static void each(PoolWindow plan, int outputs, Row row) {
    int image = plan.height() * plan.rowSize();
    int images = outputs / (plan.outHeight() * plan.outRowSize());
    for (int i = 0; i < images; i++) {
      for (int p = 0; p < plan.outHeight(); p++) {
        int from = i * image + plan.firstRow(p) * plan.rowSize();
        row.at(from, plan.rowsSize(p), (i * plan.outHeight() + p) * plan.outRowSize());
      }
    }
  }

  @Override
  public void global(Tensor x, Tensor y) {
    FloatBuffer in = floats.of(x);
    FloatBuffer out = floats.of(y);
    int channels = x.shape().size(-1);
    int image = in.capacity() / (out.capacity() / channels);
    reserve(image, channels);
    double[] sums = new double[channels];
    for (int i = 0; i < out.capacity() / channels; i++) {
      Blocks.read(in, i * image, rows, image);
      Arrays.fill(sums, 0);
      for (int from = 0; from < image; from += channels) {
        accumulate(rows, from, sums);
      }
      for (int c = 0; c < channels; c++) {
        outputs[c] = (float) (sums[c] * channels / image);
      }
      Blocks.write(outputs, channels, out, i * channels);
    }
  }

  private static void accumulate(float[] x, int from, double[] sums) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += x[from + c];
    }
  }

  @Override
  public void globalBackward(Tensor gy, Tensor gx) {
    FloatBuffer gradient = floats.of(gy);
    FloatBuffer out = floats.of(gx);
    int channels = gx.shape().size(-1);
    int pixels = out.capacity() / gradient.capacity();
    reserve(pixels * channels, channels);
    for (int i = 0; i < gradient.capacity() / channels; i++) {
      Blocks.read(gradient, i * channels, outputs, channels);
      for (int c = 0; c < channels; c++) {
        outputs[c] /= pixels;
      }
      for (int p = 0; p < pixels; p++) {
        System.arraycopy(outputs, 0, rows, p * channels, channels);
      }
      Blocks.write(rows, pixels * channels, out, i * pixels * channels);
    }
  }

  private void clear(FloatBuffer buffer) {
    Arrays.fill(rows, 0);
    for (int from = 0; from < buffer.capacity(); from += rows.length) {
      Blocks.write(rows, Math.min(rows.length, buffer.capacity() - from), buffer, from);
    }
  }

  private PoolWindow plan(Tensor x, Tensor y, int window, int stride, int padding) {
    PoolWindow plan = PoolWindow.of(x.shape(), y.shape(), window, stride, padding);
    reserve(window * plan.rowSize(), plan.outRowSize());
    if (winners.length < plan.channels()) {
      winners = new int[plan.channels()];
    }
    return plan;
  }

  private void reserve(int input, int output) {
    if (rows.length < input) {
      rows = new float[input];
      gradients = new float[input];
    }
    if (outputs.length < output) {
      outputs = new float[output];
    }
  }
}
