package io.cofire.ops.reference;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;

/** The Java heap. */
final class ReferenceMemory implements Memory {

  private long allocated;

  @Override
  public Tensor allocate(Shape shape) {
    double[] storage = new double[Math.toIntExact(shape.elements())];
    allocated += (long) storage.length * Double.BYTES;
    return new ReferenceTensor(storage, 0, shape);
  }

  @Override
  public void free(Tensor tensor) {
    allocated -= ReferenceTensor.of(tensor).storageBytes();
  }

  @Override
  public long allocatedBytes() {
    return allocated;
  }

  @Override
  public void upload(FloatBuffer source, Tensor target) {
    ReferenceTensor to = ReferenceTensor.of(target);
    if (source.remaining() != to.count()) {
      throw new IllegalArgumentException(
          "Cannot upload " + source.remaining() + " floats into " + to.shape());
    }
    for (int i = 0; i < to.count(); i++) {
      to.put(i, source.get(source.position() + i));
    }
  }

  @Override
  public void download(Tensor source, FloatBuffer target) {
    ReferenceTensor from = ReferenceTensor.of(source);
    if (target.remaining() < from.count()) {
      throw new IllegalArgumentException(
          "Cannot download " + from.shape() + " into " + target.remaining() + " floats");
    }
    for (int i = 0; i < from.count(); i++) {
      target.put(target.position() + i, (float) from.at(i));
    }
  }

  @Override
  public void fill(Tensor target, float value) {
    ReferenceTensor to = ReferenceTensor.of(target);
    for (int i = 0; i < to.count(); i++) {
      to.put(i, value);
    }
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    ReferenceTensor from = ReferenceTensor.of(source);
    ReferenceTensor to = ReferenceTensor.of(target);
    if (from.count() != to.count()) {
      throw new IllegalArgumentException("Cannot copy " + from.shape() + " to " + to.shape());
    }
    for (int i = 0; i < to.count(); i++) {
      to.put(i, from.at(i));
    }
  }
}
