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

  private A flat(Tensor x) {
    return math.array(x, 1, x.shape().count());
  }
}
