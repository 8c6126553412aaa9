package io.cofire.ops.host;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Joins over host memory. */
public final class HostJoins implements JoinKernels {

  private final HostFloats floats;
  private final float[] first = Blocks.block();
  private final float[] second = Blocks.block();
  private final float[] third = Blocks.block();

  /** Joins for one thread. */
  public HostJoins(HostFloats floats) {
    this.floats = floats;
  }

  @Override
  public void add(Tensor a, Tensor b, Tensor out) {
    FloatBuffer left = floats.of(a);
    FloatBuffer right = floats.of(b);
    FloatBuffer sum = floats.of(out);
    for (int from = 0; from < sum.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, sum.capacity() - from);
      Blocks.read(left, from, first, count);
      Blocks.read(right, from, second, count);
      accumulate(second, first, count);
      Blocks.write(first, count, sum, from);
    }
  }

  private static void accumulate(float[] x, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += x[i];
    }
  }

  @Override
  public void and(Tensor a, Tensor x, Tensor out) {
    gate(a, x, out, 0, 1);
  }

  @Override
  public void andBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx) {
    gateBackward(a, x, g, ga, gx, 0, 1);
  }

  @Override
  public void iand(Tensor a, Tensor x, Tensor out) {
    gate(a, x, out, 1, -1);
  }

  @Override
  public void iandBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx) {
    gateBackward(a, x, g, ga, gx, 1, -1);
  }

  /** out = (open + slope * a) * x. */
  private void gate(Tensor a, Tensor x, Tensor out, float open, float slope) {
    FloatBuffer gates = floats.of(a);
    FloatBuffer in = floats.of(x);
    FloatBuffer product = floats.of(out);
    for (int from = 0; from < product.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, product.capacity() - from);
      Blocks.read(gates, from, first, count);
      Blocks.read(in, from, second, count);
      multiply(first, second, open, slope, count);
      Blocks.write(second, count, product, from);
    }
  }

  /** ga = slope * g * x and gx = (open + slope * a) * g. */
  private void gateBackward(
      Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx, float open, float slope) {
    FloatBuffer gates = floats.of(a);
    FloatBuffer in = floats.of(x);
    FloatBuffer gradient = floats.of(g);
    FloatBuffer gateGradient = floats.of(ga);
    FloatBuffer inputGradient = floats.of(gx);
    for (int from = 0; from < gradient.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, gradient.capacity() - from);
      Blocks.read(gates, from, first, count);
      Blocks.read(in, from, second, count);
      Blocks.read(gradient, from, third, count);
      multiply(third, second, 0, slope, count);
      multiply(first, third, open, slope, count);
      Blocks.write(second, count, gateGradient, from);
      Blocks.write(third, count, inputGradient, from);
    }
  }

  private static void multiply(float[] a, float[] x, float open, float slope, int count) {
    for (int i = 0; i < count; i++) {
      x[i] *= open + slope * a[i];
    }
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
        accumulate(second, first, count);
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
