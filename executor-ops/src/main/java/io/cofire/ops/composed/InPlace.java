package io.cofire.ops.composed;

import io.cofire.ops.composed.ArrayMath.Comparison;
import io.cofire.ops.composed.ArrayMath.Unary;
import io.cofire.ops.surrogate.Distances;

/** Distances from a threshold, as an array that is worked on in place. */
record InPlace<A>(ArrayMath<A> math, A array) implements Distances {

  @Override
  public Distances scale(double factor, double addend) {
    math.affine(array, array, factor, addend);
    return this;
  }

  @Override
  public Distances below(double bound) {
    math.compare(Comparison.BELOW, array, array, bound);
    return this;
  }

  @Override
  public Distances absolute() {
    return apply(Unary.ABSOLUTE);
  }

  @Override
  public Distances square() {
    return apply(Unary.SQUARE);
  }

  @Override
  public Distances reciprocal() {
    return apply(Unary.RECIPROCAL);
  }

  @Override
  public Distances positivePart() {
    return apply(Unary.POSITIVE_PART);
  }

  @Override
  public Distances hyperbolicCosine() {
    return apply(Unary.HYPERBOLIC_COSINE);
  }

  private Distances apply(Unary operation) {
    math.apply(operation, array, array);
    return this;
  }
}
