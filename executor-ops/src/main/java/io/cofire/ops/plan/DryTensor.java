package io.cofire.ops.plan;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/** A shape without values. */
record DryTensor(Shape shape) implements Tensor {

  @Override
  public Tensor view(Shape other) {
    shape.requireView(other);
    return new DryTensor(other);
  }

  @Override
  public Tensor slice(long offset, Shape part) {
    shape.requireSlice(offset, part);
    return new DryTensor(part);
  }
}
