package io.cofire.ops.nd4j;

import io.cofire.ops.fused.KernelDevice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Copies to and from a GPU whose kernels write past ND4J: it would not know that what it has of an
 * array on the host is old. Fills and copies there are ND4J's own.
 *
 * @param device that the kernels run on
 * @param within the GPU
 */
record DeviceTransfers(KernelDevice device, Transfers within) implements Transfers {

  @Override
  public void upload(FloatBuffer source, Nd4jTensor target) {
    ByteBuffer bytes = bytes(source.remaining());
    bytes.asFloatBuffer().put(source.duplicate());
    device.upload(bytes, target.address());
  }

  @Override
  public void download(Nd4jTensor source, FloatBuffer target) {
    ByteBuffer bytes = bytes(source.shape().count());
    device.download(source.address(), bytes);
    target.duplicate().put(bytes.asFloatBuffer());
  }

  private static ByteBuffer bytes(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
  }

  @Override
  public void fill(Nd4jTensor target, float value) {
    within.fill(target, value);
  }

  @Override
  public void copy(Nd4jTensor source, Nd4jTensor target) {
    within.copy(source, target);
  }
}
