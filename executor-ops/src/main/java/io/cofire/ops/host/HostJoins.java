package io.cofire.ops.host;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/** Joins over host memory. */
public final class HostJoins implements JoinKernels {

  private final HostFloats floats;
  private final Crew crew;
  private final List<Operands> own;

  /** Joins on a rank's threads. */
  public HostJoins(HostFloats floats, Crew crew) {
    this.floats = floats;
    this.crew = crew;
    this.own = crew.own(Operands::new);
  }

  @Override
  public void add(Tensor a, Tensor b, Tensor out) {
    FloatBuffer left = floats.of(a);
    FloatBuffer right = floats.of(b);
    FloatBuffer sum = floats.of(out);
    Blocks.each(
        crew,
        own,
        sum.capacity(),
        (its, from, count) -> {
          Blocks.read(left, from, its.first(), count);
          Blocks.read(right, from, its.second(), count);
          Blocks.add(its.second(), its.first(), count);
          Blocks.write(its.first(), count, sum, from);
        });
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
    Blocks.each(
        crew,
        own,
        product.capacity(),
        (its, from, count) -> {
          Blocks.read(gates, from, its.first(), count);
          Blocks.read(in, from, its.second(), count);
          multiply(its.first(), its.second(), open, slope, count);
          Blocks.write(its.second(), count, product, from);
        });
  }

  /** ga = slope * g * x and gx = (open + slope * a) * g. */
  private void gateBackward(
      Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx, float open, float slope) {
    FloatBuffer gates = floats.of(a);
    FloatBuffer in = floats.of(x);
    FloatBuffer gradient = floats.of(g);
    FloatBuffer gateGradient = floats.of(ga);
    FloatBuffer inputGradient = floats.of(gx);
    Blocks.each(
        crew,
        own,
        gradient.capacity(),
        (its, from, count) -> {
          Blocks.read(gates, from, its.first(), count);
          Blocks.read(in, from, its.second(), count);
          Blocks.read(gradient, from, its.third(), count);
          multiply(its.third(), its.second(), 0, slope, count);
          multiply(its.first(), its.third(), open, slope, count);
          Blocks.write(its.second(), count, gateGradient, from);
          Blocks.write(its.third(), count, inputGradient, from);
        });
  }

  private static void multiply(float[] a, float[] x, float open, float slope, int count) {
    for (int i = 0; i < count; i++) {
      x[i] *= open + slope * a[i];
    }
  }
}
