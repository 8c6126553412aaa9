package io.cofire.ops.rank;

import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A direct buffer on the host that a tensor is copied to and from, made once. */
final class HostVector {

  private final Memory memory;
  private final FloatBuffer values;

  HostVector(Memory memory, long elements) {
    this.memory = memory;
    this.values =
        ByteBuffer.allocateDirect(Math.toIntExact(elements * Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** The buffer itself, from 0 to its end. */
  FloatBuffer values() {
    return values;
  }

  FloatBuffer download(Tensor tensor) {
    memory.download(tensor, values);
    return values;
  }

  void upload(Tensor tensor) {
    memory.upload(values, tensor);
  }

  float[] toArray(Tensor tensor) {
    return toArray(tensor, new float[values.capacity()]);
  }

  float[] toArray(Tensor tensor, float[] copy) {
    download(tensor).get(0, copy);
    return copy;
  }

  void fromArray(float[] source, Tensor tensor) {
    values.put(0, source);
    upload(tensor);
  }
}
