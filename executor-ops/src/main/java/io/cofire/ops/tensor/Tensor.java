package io.cofire.ops.tensor;

/**
 * A shape and an engine's storage: contiguous, row-major, 32-bit floats. Only the {@link Kernels}
 * that made a tensor can look inside it.
 */
public interface Tensor {

  /** The sizes of this tensor. */
  Shape shape();

  /**
   * The same storage under another shape.
   *
   * @throws IllegalArgumentException if the number of elements differs
   */
  Tensor view(Shape shape);

  /**
   * A contiguous part of the storage, which it shares.
   *
   * @param offset first element
   * @param shape shape of the part
   * @throws IllegalArgumentException if it does not lie inside this tensor
   */
  Tensor slice(long offset, Shape shape);
}
