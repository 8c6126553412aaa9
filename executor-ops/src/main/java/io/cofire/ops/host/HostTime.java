package io.cofire.ops.host;

import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Repetition, masks, means and counts over host memory. */
public final class HostTime implements TimeKernels {

  private final HostFloats floats;
  private final Crew crew;
  private final List<Operands> own;

  /** Kernels on a rank's threads. */
  public HostTime(HostFloats floats, Crew crew) {
    this.floats = floats;
    this.crew = crew;
    this.own = crew.own(Operands::new);
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
    Blocks.each(
        crew,
        own,
        size,
        (its, from, count) -> {
          Blocks.read(factors, from, its.second(), count);
          for (int index = from; index < in.capacity(); index += size) {
            Blocks.read(in, index, its.first(), count);
            multiply(its.second(), its.first(), count);
            Blocks.write(its.first(), count, out, index);
          }
        });
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
    Blocks.each(
        crew,
        own,
        size,
        (its, from, count) -> {
          Arrays.fill(its.first(), 0);
          for (int index = from; index < in.capacity(); index += size) {
            Blocks.read(in, index, its.second(), count);
            Blocks.add(its.second(), its.first(), count);
          }
          divide(its.first(), divisor, count);
          Blocks.write(its.first(), count, out, from);
        });
  }

  private void spread(FloatBuffer in, FloatBuffer out, float divisor) {
    int size = in.capacity();
    Blocks.each(
        crew,
        own,
        size,
        (its, from, count) -> {
          Blocks.read(in, from, its.first(), count);
          divide(its.first(), divisor, count);
          for (int index = from; index < out.capacity(); index += size) {
            Blocks.write(its.first(), count, out, index);
          }
        });
  }

  private static void divide(float[] x, float divisor, int count) {
    for (int i = 0; i < count; i++) {
      x[i] /= divisor;
    }
  }

  @Override
  public long countNonZero(Tensor x) {
    FloatBuffer in = floats.of(x);
    AtomicLong total = new AtomicLong();
    Blocks.each(
        crew,
        own,
        in.capacity(),
        (its, from, count) -> {
          Blocks.read(in, from, its.first(), count);
          total.addAndGet(countNonZero(its.first(), count));
        });
    return total.get();
  }

  private static int countNonZero(float[] x, int count) {
    int total = 0;
    for (int i = 0; i < count; i++) {
      total += x[i] != 0 ? 1 : 0;
    }
    return total;
  }
}
