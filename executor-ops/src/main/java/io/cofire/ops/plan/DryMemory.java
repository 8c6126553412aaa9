package io.cofire.ops.plan;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;

/** Counts what would be allocated. */
final class DryMemory implements Memory {

  private long bytes;

  @Override
  public Tensor allocate(Shape shape) {
    bytes += shape.elements() * Float.BYTES;
    return new DryTensor(shape);
  }

  @Override
  public void free(Tensor tensor) {
    bytes -= tensor.shape().elements() * Float.BYTES;
  }

  @Override
  public long allocatedBytes() {
    return bytes;
  }

  @Override
  public void upload(FloatBuffer source, Tensor target) {}

  @Override
  public void download(Tensor source, FloatBuffer target) {}

  @Override
  public void fill(Tensor target, float value) {}

  @Override
  public void copy(Tensor source, Tensor target) {}
}
