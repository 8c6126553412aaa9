package io.cofire.ops.composed;

import io.cofire.ops.composed.ArrayMath.Binary;
import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Tensor;

/**
 * Joins by array operations.
 *
 * @param <A> the library's array
 */
public final class ComposedJoins<A> implements JoinKernels {

  private final ArrayMath<A> math;

  /** Joins for one thread. */
  public ComposedJoins(ArrayMath<A> math) {
    this.math = math;
  }

  @Override
  public void add(Tensor a, Tensor b, Tensor out) {
    math.within(() -> math.add(flat(out), flat(a), flat(b), 1));
  }

  @Override
  public void and(Tensor a, Tensor x, Tensor out) {
    math.within(() -> math.apply(Binary.MULTIPLY, flat(out), flat(a), flat(x)));
  }

  @Override
  public void andBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx) {
    math.within(
        () -> {
          math.apply(Binary.MULTIPLY, flat(ga), flat(g), flat(x));
          math.apply(Binary.MULTIPLY, flat(gx), flat(g), flat(a));
        });
  }

  @Override
  public void iand(Tensor a, Tensor x, Tensor out) {
    math.within(() -> math.addProduct(flat(out), flat(x), flat(a), flat(x), -1));
  }

  @Override
  public void iandBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx) {
    math.within(
        () -> {
          A branch = flat(ga);
          math.apply(Binary.MULTIPLY, branch, flat(g), flat(x));
          math.affine(branch, branch, -1, 0);
          math.addProduct(flat(gx), flat(g), flat(g), flat(a), -1);
        });
  }

  @Override
  public void mask(Tensor x, Tensor mask, Tensor y) {
    math.within(() -> math.apply(Binary.MULTIPLY, times(y), times(x), flat(mask)));
  }

  @Override
  public void repeat(Tensor x, Tensor y) {
    math.within(() -> math.copy(times(y), flat(x)));
  }

  @Override
  public void repeatBackward(Tensor gy, Tensor gx) {
    math.within(() -> math.sum(flat(gx), over(gy)));
  }

  @Override
  public void timeMean(Tensor x, Tensor y) {
    math.within(
        () -> {
          A mean = flat(y);
          math.sum(mean, over(x));
          math.affine(mean, mean, 1.0 / x.shape().size(0), 0);
        });
  }

  @Override
  public void timeMeanBackward(Tensor gy, Tensor gx) {
    math.within(
        () -> {
          A spread = times(gx);
          math.copy(spread, flat(gy));
          math.affine(spread, spread, 1.0 / gx.shape().size(0), 0);
        });
  }

  @Override
  public long countNonZero(Tensor x) {
    long[] count = new long[1];
    math.within(() -> count[0] = math.countNonZero(flat(x)));
    return count[0];
  }

  private A flat(Tensor x) {
    return math.array(x, 1, Math.toIntExact(x.shape().elements()));
  }

  private A times(Tensor x) {
    int timesteps = x.shape().size(0);
    return math.array(x, timesteps, rest(x));
  }

  private A over(Tensor x) {
    return math.array(x, 1, x.shape().size(0), rest(x));
  }

  private static int rest(Tensor x) {
    return Math.toIntExact(x.shape().elements(1, x.shape().axes()));
  }
}
