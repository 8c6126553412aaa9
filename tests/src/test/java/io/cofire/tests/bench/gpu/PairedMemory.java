package io.cofire.tests.bench.gpu;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;

/**
 * Two engines' memories, whose tensors hold the same values.
 *
 * @param checked of the engine that is checked
 * @param reference of the other one
 */
record PairedMemory(Memory checked, Memory reference) implements Memory {

  @Override
  public Tensor allocate(Shape shape) {
    return new PairedTensor(checked.allocate(shape), reference.allocate(shape));
  }

  @Override
  public void free(Tensor tensor) {
    checked.free(PairedTensor.of(tensor).checked());
    reference.free(PairedTensor.of(tensor).reference());
  }

  @Override
  public long allocatedBytes() {
    return checked.allocatedBytes();
  }

  @Override
  public void upload(FloatBuffer source, Tensor target) {
    checked.upload(source, PairedTensor.of(target).checked());
    reference.upload(source, PairedTensor.of(target).reference());
  }

  @Override
  public void download(Tensor source, FloatBuffer target) {
    checked.download(PairedTensor.of(source).checked(), target);
  }

  @Override
  public void fill(Tensor target, float value) {
    checked.fill(PairedTensor.of(target).checked(), value);
    reference.fill(PairedTensor.of(target).reference(), value);
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    checked.copy(PairedTensor.of(source).checked(), PairedTensor.of(target).checked());
    reference.copy(PairedTensor.of(source).reference(), PairedTensor.of(target).reference());
  }

  /** Both tensors' values; afterwards the reference has those of the checked one. */
  float[][] taken(PairedTensor tensor) {
    FloatBuffer found = FloatBuffer.allocate(tensor.shape().count());
    FloatBuffer expected = FloatBuffer.allocate(tensor.shape().count());
    checked.download(tensor.checked(), found);
    reference.download(tensor.reference(), expected);
    reference.upload(found, tensor.reference());
    return new float[][] {found.array(), expected.array()};
  }
}
