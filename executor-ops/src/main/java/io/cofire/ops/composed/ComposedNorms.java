package io.cofire.ops.composed;

import io.cofire.ops.composed.ArrayMath.Binary;
import io.cofire.ops.tensor.NormKernels;
import io.cofire.ops.tensor.Tensor;

/**
 * Norms by array operations. Moments are taken in two passes, the mean first, so that a large mean
 * costs no digits.
 *
 * @param <A> the library's array
 */
public final class ComposedNorms<A> implements NormKernels {

  private final ArrayMath<A> math;

  /** Norms for one thread. */
  public ComposedNorms(ArrayMath<A> math) {
    this.math = math;
  }

  @Override
  public void moments(Tensor x, float[] mean, float[] m2) {
    int channels = channels(x);
    int rows = rows(x);
    math.within(
        () -> {
          A in = math.array(x, 1, rows, channels);
          A centre = math.scratch(1, channels);
          math.sum(centre, in);
          math.affine(centre, centre, 1.0 / rows, 0);
          A deviation = math.scratch(1, rows, channels);
          math.add(deviation, in, centre, -1);
          math.apply(Binary.MULTIPLY, deviation, deviation, deviation);
          A squares = math.scratch(1, channels);
          math.sum(squares, deviation);
          math.read(centre, mean);
          math.read(squares, m2);
        });
  }

  @Override
  public void affine(Tensor x, float[] scale, float[] shift, Tensor y) {
    math.within(() -> math.addProduct(wide(y), row(shift), wide(x), row(scale), 1));
  }

  @Override
  public void gradientSums(
      Tensor x,
      Tensor gy,
      float[] mean,
      float[] inverseDeviation,
      float[] sumGy,
      float[] sumGyXhat) {
    int channels = channels(x);
    int rows = rows(x);
    math.within(
        () -> {
          A gradient = math.array(gy, 1, rows, channels);
          A sums = math.scratch(1, channels);
          math.sum(sums, gradient);
          A products = math.scratch(1, rows, channels);
          math.add(products, math.array(x, 1, rows, channels), row(mean), -1);
          math.apply(Binary.MULTIPLY, products, products, gradient);
          A productSums = math.scratch(1, channels);
          math.sum(productSums, products);
          math.read(sums, sumGy);
          math.read(productSums, sumGyXhat);
        });
    for (int c = 0; c < channels; c++) {
      sumGyXhat[c] *= inverseDeviation[c];
    }
  }

  @Override
  public void inputGradient(Tensor x, Tensor gy, float[] a, float[] b, float[] k, Tensor gx) {
    math.within(
        () -> {
          A out = wide(gx);
          math.addProduct(out, row(k), wide(gy), row(a), 1);
          math.addProduct(out, out, wide(x), row(b), 1);
        });
  }

  private A row(float[] perChannel) {
    return math.values(perChannel, 1, perChannel.length);
  }

  private A wide(Tensor x) {
    return math.array(x, rows(x), channels(x));
  }

  private static int channels(Tensor x) {
    return x.shape().size(-1);
  }

  private static int rows(Tensor x) {
    return x.shape().rows().size(0);
  }
}
