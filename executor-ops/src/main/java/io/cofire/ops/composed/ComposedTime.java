package io.cofire.ops.composed;

import io.cofire.ops.composed.ArrayMath.Binary;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.TimeKernels;

/**
 * Repetition, masks, means and counts by array operations.
 *
 * @param <A> the library's array
 */
public final class ComposedTime<A> implements TimeKernels {

  private final ArrayMath<A> math;

  /** Kernels for one thread. */
  public ComposedTime(ArrayMath<A> math) {
    this.math = math;
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
    return math.array(x, 1, x.shape().count());
  }

  private A times(Tensor x) {
    int timesteps = x.shape().size(0);
    return math.array(x, timesteps, rest(x));
  }

  private A over(Tensor x) {
    return math.array(x, 1, x.shape().size(0), rest(x));
  }

  private static int rest(Tensor x) {
    return x.shape().count(1, x.shape().axes());
  }
}
