package io.cofire.ops.nd4j;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Tensors in host memory. */
final class HostTransfers implements Transfers {

  @Override
  public void upload(FloatBuffer source, Nd4jTensor target) {
    target.host().put(source.duplicate());
  }

  @Override
  public void download(Nd4jTensor source, FloatBuffer target) {
    target.duplicate().put(source.host());
  }

  @Override
  public void fill(Nd4jTensor target, float value) {
    FloatBuffer to = target.host();
    float[] block = new float[Math.min(1024, to.capacity())];
    Arrays.fill(block, value);
    while (to.hasRemaining()) {
      to.put(block, 0, Math.min(block.length, to.remaining()));
    }
  }

  @Override
  public void copy(Nd4jTensor source, Nd4jTensor target) {
    target.host().put(source.host());
  }
}
