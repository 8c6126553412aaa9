package io.cofire.ops.layer;

import io.cofire.ops.tensor.Tensor;

/**
 * What one forward left behind: the output, which the trace owns, and what backward needs. Exactly
 * one of {@link #backward} and {@link #release} is called, once; both give the trace's buffers
 * back.
 */
public interface Trace {

  /** The layer's output. */
  Tensor output();

  /**
   * Adds the gradients of the layer's parameters and returns the input's.
   *
   * @param gradient gradient of the output; it is consumed: this call reuses it or gives it back
   * @return gradient of the input, which the caller owns
   */
  Tensor backward(Tensor gradient);

  /** Gives the buffers back without a backward. */
  void release();
}
