package io.cofire.ops.composed;

import io.cofire.ops.composed.ArrayMath.Binary;
import io.cofire.ops.tensor.NeuNormKernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * NeuNorm by array operations.
 *
 * @param <A> the library's array
 */
public final class ComposedNeuNorm<A> implements NeuNormKernels {

  private final ArrayMath<A> math;

  /** NeuNorm for one thread. */
  public ComposedNeuNorm(ArrayMath<A> math) {
    this.math = math;
  }

  /** The sizes of one call; images are the T*N of them. */
  private record Sizes(int timesteps, int frame, int pixels, int maps) {

    static Sizes of(Shape spikes) {
      return new Sizes(spikes.size(0), spikes.size(1), spikes.size(2), spikes.size(3));
    }

    int images() {
      return timesteps * frame;
    }

    int traces() {
      return frame * pixels;
    }
  }

  @Override
  public void forward(double carry, double strength, Tensor s, Tensor u, Tensor x, Tensor y) {
    Sizes sizes = Sizes.of(s.shape());
    math.within(
        () -> {
          math.sum(math.array(x, rows(sizes), 1), math.array(s, rows(sizes), sizes.maps, 1));
          A traces = math.array(x, sizes.timesteps, sizes.traces());
          math.affine(traces, traces, strength, 0);
          for (int t = 1; t < sizes.timesteps; t++) {
            A now = math.part(traces, t, 1);
            math.add(now, now, math.part(traces, t - 1, 1), carry);
          }
          math.addProduct(maps(y, sizes), maps(s, sizes), weights(u), pixels(x, sizes), -1);
        });
  }

  @Override
  public void backward(
      double carry, double strength, Tensor u, Tensor x, Tensor gy, Tensor gs, Tensor gu) {
    Sizes sizes = Sizes.of(gy.shape());
    math.within(
        () -> {
          A gradient = maps(gy, sizes);
          A products = math.scratch(sizes.images(), sizes.pixels, sizes.maps);
          math.apply(Binary.MULTIPLY, products, gradient, pixels(x, sizes));
          addToWeights(sizes, gu, products);
          math.apply(Binary.MULTIPLY, products, gradient, weights(u));
          A traces = math.scratch(sizes.timesteps, sizes.traces());
          A terms = math.reshape(products, rows(sizes), sizes.maps, 1);
          math.sum(math.reshape(traces, rows(sizes), 1), terms);
          for (int t = sizes.timesteps - 2; t >= 0; t--) {
            A now = math.part(traces, t, 1);
            math.add(now, now, math.part(traces, t + 1, 1), carry);
          }
          A perPixel = math.reshape(traces, sizes.images(), sizes.pixels, 1);
          math.add(maps(gs, sizes), gradient, perPixel, -strength);
        });
  }

  /** gu_c -= sum over t and n of gy_c x, and over c where all maps share u. */
  private void addToWeights(Sizes sizes, Tensor gu, A products) {
    int each = sizes.pixels * sizes.maps;
    A sums = math.scratch(1, each);
    math.sum(sums, math.reshape(products, 1, sizes.images(), each));
    A weights = math.array(gu, gu.shape().count(), 1);
    A learned = math.reshape(sums, each, 1);
    if (gu.shape().size(-1) != sizes.maps) {
      learned = math.scratch(sizes.pixels, 1);
      math.sum(learned, math.reshape(sums, sizes.pixels, sizes.maps, 1));
    }
    math.add(weights, weights, learned, -1);
  }

  private static int rows(Sizes sizes) {
    return sizes.images() * sizes.pixels;
  }

  private A maps(Tensor s, Sizes sizes) {
    return math.array(s, sizes.images(), sizes.pixels, sizes.maps);
  }

  private A pixels(Tensor x, Sizes sizes) {
    return math.array(x, sizes.images(), sizes.pixels, 1);
  }

  private A weights(Tensor u) {
    return math.array(u, 1, u.shape().size(0), u.shape().size(-1));
  }
}
