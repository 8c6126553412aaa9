package io.cofire.ops.host;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;

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
      Blocks.add(second, first, count);
      Blocks.write(first, count, sum, from);
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
}
