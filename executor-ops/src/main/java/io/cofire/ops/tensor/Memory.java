package io.cofire.ops.tensor;

import java.nio.FloatBuffer;

/**
 * Allocation and transfer. Buffers are allocated while a network is built or first used, not per
 * step.
 */
public interface Memory {

  /** A new tensor of zeros. */
  Tensor allocate(Shape shape);

  /** Gives a tensor's storage back; views and slices of it die with it. */
  void free(Tensor tensor);

  /** Bytes that are allocated now. */
  long allocatedBytes();

  /**
   * Copies from the host.
   *
   * @param source as many remaining floats as the tensor has elements; its position is left alone
   */
  void upload(FloatBuffer source, Tensor target);

  /**
   * Copies to the host.
   *
   * @param target room for the tensor's elements from its position on, which is left alone
   */
  void download(Tensor source, FloatBuffer target);

  /** Sets every element. */
  void fill(Tensor target, float value);

  /** Copies between tensors of equal element count. */
  void copy(Tensor source, Tensor target);
}
