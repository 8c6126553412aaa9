package io.cofire.tests.bench.traffic;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;

/** Memory that is nothing but addresses; its copies and fills are launches too. */
final class SizedMemory implements Memory {

  private static final long ALIGNMENT = 512;

  private final Traffic traffic;
  private long next = ALIGNMENT;

  SizedMemory(Traffic traffic) {
    this.traffic = traffic;
  }

  @Override
  public Tensor allocate(Shape shape) {
    SizedTensor tensor = new SizedTensor(next, shape);
    next += (shape.elements() * Float.BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return tensor;
  }

  @Override
  public void free(Tensor tensor) {}

  @Override
  public long allocatedBytes() {
    return next;
  }

  @Override
  public void upload(FloatBuffer source, Tensor target) {
    traffic.copied();
  }

  @Override
  public void download(Tensor source, FloatBuffer target) {
    traffic.copied();
  }

  @Override
  public void fill(Tensor target, float value) {
    traffic.launched(target.shape().elements());
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    traffic.launched(2 * target.shape().elements());
  }
}
