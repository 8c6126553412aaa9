package io.cofire.ops.reference;

import io.cofire.ops.tensor.JoinKernels;
import io.cofire.ops.tensor.Tensor;

/** Element by element. */
final class ReferenceJoins implements JoinKernels {

  @Override
  public void add(Tensor a, Tensor b, Tensor out) {
    ReferenceTensor left = ReferenceTensor.of(a);
    ReferenceTensor right = ReferenceTensor.of(b);
    ReferenceTensor sum = ReferenceTensor.of(out);
    for (int i = 0; i < sum.count(); i++) {
      sum.put(i, left.at(i) + right.at(i));
    }
  }

  @Override
  public void and(Tensor a, Tensor x, Tensor out) {
    ReferenceTensor left = ReferenceTensor.of(a);
    ReferenceTensor right = ReferenceTensor.of(x);
    ReferenceTensor product = ReferenceTensor.of(out);
    for (int i = 0; i < product.count(); i++) {
      product.put(i, left.at(i) * right.at(i));
    }
  }

  @Override
  public void andBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx) {
    and(g, x, ga);
    and(g, a, gx);
  }

  @Override
  public void iand(Tensor a, Tensor x, Tensor out) {
    ReferenceTensor left = ReferenceTensor.of(a);
    ReferenceTensor right = ReferenceTensor.of(x);
    ReferenceTensor product = ReferenceTensor.of(out);
    for (int i = 0; i < product.count(); i++) {
      product.put(i, right.at(i) - left.at(i) * right.at(i));
    }
  }

  @Override
  public void iandBackward(Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx) {
    ReferenceTensor gradient = ReferenceTensor.of(ga);
    and(g, x, ga);
    for (int i = 0; i < gradient.count(); i++) {
      gradient.put(i, -gradient.at(i));
    }
    iand(a, g, gx);
  }
}
