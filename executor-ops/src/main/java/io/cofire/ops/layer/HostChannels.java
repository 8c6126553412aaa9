package io.cofire.ops.layer;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Per-channel parameters on their way between the engine and the host. */
final class HostChannels {
  private final Memory memory;
  private final FloatBuffer buffer;
  private final int channels;

  HostChannels(Memory memory, int channels) {
    this.memory = memory;
    this.channels = channels;
    this.buffer =
        ByteBuffer.allocateDirect(channels * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  float[] read(Tensor tensor) {
    memory.download(tensor, buffer);
    float[] values = new float[channels];
    buffer.get(0, values);
    return values;
  }

  void add(Tensor tensor, float[] values) {
    float[] sum = read(tensor);
    for (int c = 0; c < channels; c++) {
      sum[c] += values[c];
    }
    buffer.put(0, sum);
    memory.upload(buffer, tensor);
  }
}
