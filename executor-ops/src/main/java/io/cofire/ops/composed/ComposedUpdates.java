package io.cofire.ops.composed;

import io.cofire.ops.composed.ArrayMath.Binary;
import io.cofire.ops.composed.ArrayMath.Unary;
import io.cofire.ops.tensor.AdamStep;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;

/**
 * Updates by array operations.
 *
 * @param <A> the library's array
 */
public final class ComposedUpdates<A> implements UpdateKernels {

  private final ArrayMath<A> math;

  /** Updates for one thread. */
  public ComposedUpdates(ArrayMath<A> math) {
    this.math = math;
  }

  @Override
  public void momentum(
      Tensor parameters,
      Tensor gradients,
      Tensor velocity,
      float rate,
      float momentum,
      float weightDecay) {
    math.within(
        () -> {
          A p = flat(parameters);
          A v = flat(velocity);
          math.affine(v, v, momentum, 0);
          math.add(v, v, flat(gradients), 1);
          math.add(v, v, p, weightDecay);
          math.add(p, p, v, -rate);
        });
  }

  @Override
  public void adam(
      Tensor parameters, Tensor gradients, Tensor first, Tensor second, AdamStep step) {
    math.within(
        () -> {
          A p = flat(parameters);
          A m = flat(first);
          A v = flat(second);
          A d = math.scratch(elements(parameters));
          math.add(d, flat(gradients), p, step.weightDecay());
          math.affine(m, m, step.beta1(), 0);
          math.add(m, m, d, 1 - step.beta1());
          math.affine(v, v, step.beta2(), 0);
          math.addProduct(v, v, d, d, 1 - step.beta2());
          math.apply(Unary.SQUARE_ROOT, d, v);
          math.affine(d, d, step.secondScale(), step.epsilon());
          math.apply(Binary.DIVIDE, d, m, d);
          math.add(p, p, d, -step.rate());
        });
  }

  @Override
  public void scale(Tensor x, float factor) {
    math.within(() -> math.affine(flat(x), flat(x), factor, 0));
  }

  @Override
  public void average(Tensor a, Tensor x, float decay) {
    math.within(
        () -> {
          A average = flat(a);
          math.affine(average, average, decay, 0);
          math.add(average, average, flat(x), 1 - decay);
        });
  }

  @Override
  public double sumOfSquares(Tensor x) {
    double[] sum = new double[1];
    math.within(() -> sum[0] = math.sumOfSquares(flat(x)));
    return sum[0];
  }

  private A flat(Tensor x) {
    return math.array(x, elements(x));
  }

  private static int elements(Tensor x) {
    return x.shape().count();
  }
}
