package io.cofire.ops.fused;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/** A part of an allocation in a {@link HostProcess}. */
record HostTensor(long start, long offset, Shape shape) implements Tensor {

  static HostTensor of(Tensor tensor) {
    return (HostTensor) tensor;
  }

  long address() {
    return start + offset * Float.BYTES;
  }

  @Override
  public Tensor view(Shape other) {
    shape.requireView(other);
    return new HostTensor(start, offset, other);
  }

  @Override
  public Tensor slice(long from, Shape part) {
    shape.requireSlice(from, part);
    return new HostTensor(start, offset + from, part);
  }
}
