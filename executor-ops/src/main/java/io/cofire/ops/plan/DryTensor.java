package io.cofire.ops.plan;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/** A shape without values. */
record DryTensor(Shape shape) implements Tensor {

  @Override
  public Tensor view(Shape other) {
    if (other.elements() != shape.elements()) {
      throw new IllegalArgumentException("Cannot view %s as %s".formatted(shape, other));
    }
    return new DryTensor(other);
  }

  @Override
  public Tensor slice(long offset, Shape part) {
    return new DryTensor(part);
  }
}
