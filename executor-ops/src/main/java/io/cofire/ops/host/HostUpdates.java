package io.cofire.ops.host;

import io.cofire.ops.tensor.AdamStep;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;
import java.nio.FloatBuffer;
import java.util.List;

/** Updates over host memory. */
public final class HostUpdates implements UpdateKernels {

  private static final int BLOCKS_IN_PART = 16;

  private final HostFloats floats;
  private final Crew crew;
  private final List<Operands> own;
  private final List<Squares> places;

  /** Where a part's sum of squares lies until it is added. */
  private static final class Squares {
    private final float[] block = Blocks.block();
    private final double[] sums = new double[BLOCKS_IN_PART];
  }

  /** Updates on a rank's threads. */
  public HostUpdates(HostFloats floats, Crew crew) {
    this.floats = floats;
    this.crew = crew;
    this.own = crew.own(Operands::new);
    this.places = crew.places(Squares::new);
  }

  @Override
  public void momentum(
      Tensor parameters,
      Tensor gradients,
      Tensor velocity,
      float rate,
      float momentum,
      float weightDecay) {
    FloatBuffer p = floats.of(parameters);
    FloatBuffer g = floats.of(gradients);
    FloatBuffer v = floats.of(velocity);
    Blocks.each(
        crew,
        own,
        p.capacity(),
        (its, from, count) -> {
          Blocks.read(p, from, its.first(), count);
          Blocks.read(g, from, its.second(), count);
          Blocks.read(v, from, its.third(), count);
          step(its.first(), its.second(), its.third(), count, rate, momentum, weightDecay);
          Blocks.write(its.first(), count, p, from);
          Blocks.write(its.third(), count, v, from);
        });
  }

  private static void step(
      float[] p, float[] g, float[] v, int count, float rate, float momentum, float weightDecay) {
    for (int i = 0; i < count; i++) {
      v[i] = momentum * v[i] + (g[i] + weightDecay * p[i]);
      p[i] -= rate * v[i];
    }
  }

  @Override
  public void adam(
      Tensor parameters, Tensor gradients, Tensor first, Tensor second, AdamStep step) {
    FloatBuffer p = floats.of(parameters);
    FloatBuffer g = floats.of(gradients);
    FloatBuffer m = floats.of(first);
    FloatBuffer v = floats.of(second);
    Blocks.each(
        crew,
        own,
        p.capacity(),
        (its, from, count) -> {
          Blocks.read(p, from, its.first(), count);
          Blocks.read(g, from, its.second(), count);
          Blocks.read(m, from, its.third(), count);
          Blocks.read(v, from, its.fourth(), count);
          moments(its.first(), its.second(), its.third(), its.fourth(), count, step);
          Blocks.write(its.first(), count, p, from);
          Blocks.write(its.third(), count, m, from);
          Blocks.write(its.fourth(), count, v, from);
        });
  }

  private static void moments(
      float[] p, float[] g, float[] m, float[] v, int count, AdamStep step) {
    float decay = step.weightDecay();
    float beta1 = step.beta1();
    float beta2 = step.beta2();
    float rate = step.rate();
    float scale = step.secondScale();
    float epsilon = step.epsilon();
    for (int i = 0; i < count; i++) {
      float d = g[i] + decay * p[i];
      m[i] = beta1 * m[i] + (1 - beta1) * d;
      v[i] = beta2 * v[i] + (1 - beta2) * d * d;
      p[i] -= rate * m[i] / (scale * (float) Math.sqrt(v[i]) + epsilon);
    }
  }

  @Override
  public void scale(Tensor x, float factor) {
    FloatBuffer all = floats.of(x);
    Blocks.each(
        crew,
        own,
        all.capacity(),
        (its, from, count) -> {
          Blocks.read(all, from, its.first(), count);
          scale(its.first(), factor, count);
          Blocks.write(its.first(), count, all, from);
        });
  }

  @Override
  public void average(Tensor a, Tensor x, float decay) {
    FloatBuffer average = floats.of(a);
    FloatBuffer now = floats.of(x);
    Blocks.each(
        crew,
        own,
        average.capacity(),
        (its, from, count) -> {
          Blocks.read(average, from, its.first(), count);
          Blocks.read(now, from, its.second(), count);
          mix(its.first(), its.second(), decay, count);
          Blocks.write(its.first(), count, average, from);
        });
  }

  private static void scale(float[] x, float factor, int count) {
    for (int i = 0; i < count; i++) {
      x[i] *= factor;
    }
  }

  private static void mix(float[] average, float[] now, float decay, int count) {
    for (int i = 0; i < count; i++) {
      average[i] = decay * average[i] + (1 - decay) * now[i];
    }
  }

  /** Block by block, added in their order. */
  @Override
  public double sumOfSquares(Tensor x) {
    FloatBuffer in = floats.of(x);
    int part = BLOCKS_IN_PART * Blocks.SIZE;
    double[] total = new double[1];
    crew.inOrder(
        places,
        (in.capacity() + part - 1) / part,
        (place, unit) -> sumOfSquares(in, unit * part, place),
        place -> {
          for (double sum : place.sums) {
            total[0] += sum;
          }
        });
    return total[0];
  }

  private static void sumOfSquares(FloatBuffer in, int start, Squares place) {
    for (int b = 0; b < BLOCKS_IN_PART; b++) {
      int from = start + b * Blocks.SIZE;
      int count = Math.max(0, Math.min(Blocks.SIZE, in.capacity() - from));
      if (count > 0) {
        Blocks.read(in, from, place.block, count);
      }
      place.sums[b] = sumOfSquares(place.block, count);
    }
  }

  /** Four sums side by side, since each addition waits for the one before it. */
  private static double sumOfSquares(float[] x, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += (double) x[i] * x[i];
      b += (double) x[i + 1] * x[i + 1];
      c += (double) x[i + 2] * x[i + 2];
      d += (double) x[i + 3] * x[i + 3];
    }
    for (; i < count; i++) {
      a += (double) x[i] * x[i];
    }
    return a + b + (c + d);
  }
}
