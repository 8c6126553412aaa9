package io.cofire.tests.bench.traffic;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * A shape at an address, without values.
 *
 * @param address in bytes; allocations are aligned as a GPU's are
 */
record SizedTensor(long address, Shape shape) implements Tensor {

  static SizedTensor of(Tensor tensor) {
    return (SizedTensor) tensor;
  }

  @Override
  public Tensor view(Shape other) {
    shape.requireView(other);
    return new SizedTensor(address, other);
  }

  @Override
  public Tensor slice(long offset, Shape part) {
    shape.requireSlice(offset, part);
    return new SizedTensor(address + offset * Float.BYTES, part);
  }
}
