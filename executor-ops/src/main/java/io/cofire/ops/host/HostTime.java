package io.cofire.ops.host;

import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Repetition, masks, means and counts over host memory. */
public final class HostTime implements TimeKernels {

  private final HostFloats floats;
  private final float[] first = Blocks.block();
  private final float[] second = Blocks.block();

  /** Kernels for one thread. */
  public HostTime(HostFloats floats) {
    this.floats = floats;
  }

  @Override
  public void repeat(Tensor x, Tensor y) {
    spread(floats.of(x), floats.of(y), 1);
  }

  @Override
  public void repeatBackward(Tensor gy, Tensor gx) {
    sumOverTime(floats.of(gy), floats.of(gx), 1);
  }

  @Override
  public void mask(Tensor x, Tensor mask, Tensor y) {
    FloatBuffer in = floats.of(x);
    FloatBuffer factors = floats.of(mask);
    FloatBuffer out = floats.of(y);
    int size = factors.capacity();
    for (int from = 0; from < size; from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, size - from);
      Blocks.read(factors, from, second, count);
      for (int index = from; index < in.capacity(); index += size) {
        Blocks.read(in, index, first, count);
        multiply(second, first, count);
        Blocks.write(first, count, out, index);
      }
    }
  }

  private static void multiply(float[] factors, float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] *= factors[i];
    }
  }

  @Override
  public void timeMean(Tensor x, Tensor y) {
    sumOverTime(floats.of(x), floats.of(y), x.shape().size(0));
  }

  @Override
  public void timeMeanBackward(Tensor gy, Tensor gx) {
    spread(floats.of(gy), floats.of(gx), gx.shape().size(0));
  }

  private void sumOverTime(FloatBuffer in, FloatBuffer out, float divisor) {
    int size = out.capacity();
    for (int from = 0; from < size; from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, size - from);
      Arrays.fill(first, 0);
      for (int index = from; index < in.capacity(); index += size) {
        Blocks.read(in, index, second, count);
        Blocks.add(second, first, count);
      }
      divide(first, divisor, count);
      Blocks.write(first, count, out, from);
    }
  }

  private void spread(FloatBuffer in, FloatBuffer out, float divisor) {
    int size = in.capacity();
    for (int from = 0; from < size; from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, size - from);
      Blocks.read(in, from, first, count);
      divide(first, divisor, count);
      for (int index = from; index < out.capacity(); index += size) {
        Blocks.write(first, count, out, index);
      }
    }
  }

  private static void divide(float[] x, float divisor, int count) {
    for (int i = 0; i < count; i++) {
      x[i] /= divisor;
    }
  }

  @Override
  public long countNonZero(Tensor x) {
    FloatBuffer in = floats.of(x);
    long total = 0;
    for (int from = 0; from < in.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, in.capacity() - from);
      Blocks.read(in, from, first, count);
      total += countNonZero(first, count);
    }
    return total;
  }

  private static int countNonZero(float[] x, int count) {
    int total = 0;
    for (int i = 0; i < count; i++) {
      total += x[i] != 0 ? 1 : 0;
    }
    return total;
  }
}
