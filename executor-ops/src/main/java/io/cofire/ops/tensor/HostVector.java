package io.cofire.ops.tensor;

import io.cofire.data.memory.DirectBuffers;
import java.nio.FloatBuffer;

/** A direct buffer on the host that tensors of one size are copied to and from, made once. */
public final class HostVector {

  private final Memory memory;
  private final FloatBuffer values;

  /** A vector of so many zeros. */
  public HostVector(Memory memory, int elements) {
    this.memory = memory;
    this.values = DirectBuffers.floats(elements);
  }

  /** The buffer itself, from 0 to its end. */
  public FloatBuffer values() {
    return values;
  }

  /** Copies a tensor here; what comes back is {@link #values}. */
  public FloatBuffer download(Tensor tensor) {
    memory.download(tensor, values);
    return values;
  }

  /** Copies what is here to a tensor. */
  public void upload(Tensor tensor) {
    memory.upload(values, tensor);
  }

  /** A tensor's values as a new array. */
  public float[] toArray(Tensor tensor) {
    return toArray(tensor, new float[values.capacity()]);
  }

  /** A tensor's values in an array of the caller's, which comes back. */
  public float[] toArray(Tensor tensor, float[] copy) {
    download(tensor).get(0, copy);
    return copy;
  }

  /** Gives a tensor an array's values. */
  public void fromArray(float[] source, Tensor tensor) {
    values.put(0, source);
    upload(tensor);
  }

  /** Adds an array's values to a tensor's. */
  public void add(float[] more, Tensor tensor) {
    float[] sum = toArray(tensor);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
    fromArray(sum, tensor);
  }
}
