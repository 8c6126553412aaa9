package io.cofire.tests.bench.gpu;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * The same tensor in two engines.
 *
 * @param checked of the engine that is checked
 * @param reference of the engine that it is compared with
 */
record PairedTensor(Tensor checked, Tensor reference) implements Tensor {

  static PairedTensor of(Tensor tensor) {
    return (PairedTensor) tensor;
  }

  @Override
  public Shape shape() {
    return checked.shape();
  }

  @Override
  public Tensor view(Shape shape) {
    return new PairedTensor(checked.view(shape), reference.view(shape));
  }

  @Override
  public Tensor slice(long offset, Shape shape) {
    return new PairedTensor(checked.slice(offset, shape), reference.slice(offset, shape));
  }
}
