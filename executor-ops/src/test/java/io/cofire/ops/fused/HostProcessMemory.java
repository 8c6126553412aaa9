package io.cofire.ops.fused;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The memory of a {@link HostProcess}. */
final class HostProcessMemory implements Memory {

  private final HostProcess device;
  private final Map<Long, Long> sizes = new HashMap<>();

  HostProcessMemory(HostProcess device) {
    this.device = device;
  }

  @Override
  public Tensor allocate(Shape shape) {
    long bytes = shape.elements() * Float.BYTES;
    Tensor tensor = new HostTensor(device.allocate(bytes), 0, shape);
    sizes.put(HostTensor.of(tensor).start(), bytes);
    fill(tensor, 0);
    return tensor;
  }

  @Override
  public void free(Tensor tensor) {
    sizes.remove(HostTensor.of(tensor).start());
    device.free(HostTensor.of(tensor).start());
  }

  @Override
  public long allocatedBytes() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void upload(FloatBuffer source, Tensor target) {
    if (source.remaining() != target.shape().elements()) {
      throw new IllegalArgumentException(
          "Cannot upload " + source.remaining() + " floats into " + target.shape());
    }
    ByteBuffer bytes = bytes(target.shape());
    bytes.asFloatBuffer().put(source.duplicate());
    device.upload(bytes, device.address(target));
  }

  @Override
  public void download(Tensor source, FloatBuffer target) {
    ByteBuffer bytes = bytes(source.shape());
    device.download(device.address(source), bytes);
    target.duplicate().put(bytes.asFloatBuffer());
  }

  private static ByteBuffer bytes(Shape shape) {
    return ByteBuffer.allocate(shape.count() * Float.BYTES).order(ByteOrder.nativeOrder());
  }

  @Override
  public void fill(Tensor target, float value) {
    float[] values = new float[target.shape().count()];
    Arrays.fill(values, value);
    upload(FloatBuffer.wrap(values), target);
  }

  @Override
  public void copy(Tensor source, Tensor target) {
    FloatBuffer values = FloatBuffer.allocate(source.shape().count());
    download(source, values);
    upload(values, target);
  }
}
