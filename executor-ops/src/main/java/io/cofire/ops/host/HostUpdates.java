package io.cofire.ops.host;

import io.cofire.ops.tensor.AdamStep;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;
import java.nio.FloatBuffer;

/** Updates over host memory. */
public final class HostUpdates implements UpdateKernels {

  private final HostFloats floats;
  private final float[] values = Blocks.block();
  private final float[] slopes = Blocks.block();
  private final float[] speeds = Blocks.block();
  private final float[] squares = Blocks.block();

  /** Updates for one thread. */
  public HostUpdates(HostFloats floats) {
    this.floats = floats;
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
    for (int from = 0; from < p.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, p.capacity() - from);
      Blocks.read(p, from, values, count);
      Blocks.read(g, from, slopes, count);
      Blocks.read(v, from, speeds, count);
      step(values, slopes, speeds, count, rate, momentum, weightDecay);
      Blocks.write(values, count, p, from);
      Blocks.write(speeds, count, v, from);
    }
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
    for (int from = 0; from < p.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, p.capacity() - from);
      Blocks.read(p, from, values, count);
      Blocks.read(g, from, slopes, count);
      Blocks.read(m, from, speeds, count);
      Blocks.read(v, from, squares, count);
      moments(values, slopes, speeds, squares, count, step);
      Blocks.write(values, count, p, from);
      Blocks.write(speeds, count, m, from);
      Blocks.write(squares, count, v, from);
    }
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
    for (int from = 0; from < all.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, all.capacity() - from);
      Blocks.read(all, from, values, count);
      for (int i = 0; i < count; i++) {
        values[i] *= factor;
      }
      Blocks.write(values, count, all, from);
    }
  }

  @Override
  public void average(Tensor a, Tensor x, float decay) {
    FloatBuffer average = floats.of(a);
    FloatBuffer now = floats.of(x);
    for (int from = 0; from < average.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, average.capacity() - from);
      Blocks.read(average, from, values, count);
      Blocks.read(now, from, slopes, count);
      for (int i = 0; i < count; i++) {
        values[i] = decay * values[i] + (1 - decay) * slopes[i];
      }
      Blocks.write(values, count, average, from);
    }
  }

  @Override
  public double sumOfSquares(Tensor x) {
    FloatBuffer in = floats.of(x);
    double sum = 0;
    for (int from = 0; from < in.capacity(); from += Blocks.SIZE) {
      int count = Math.min(Blocks.SIZE, in.capacity() - from);
      Blocks.read(in, from, values, count);
      sum += sumOfSquares(values, count);
    }
    return sum;
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
