package io.cofire.ops.layer;

import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Tensor;

/**
 * What one forward left behind: the output, which the trace owns, and what backward needs. Exactly
 * one of {@link #backward}, {@link #backwardParameters} and {@link #release} is called, once; each
 * gives the trace's buffers back.
 */
public interface Trace {

  /** The layer's output. A trace does not need it itself, so that a join may write over it. */
  Activation output();

  /**
   * Adds the gradients of the layer's parameters and returns the input's.
   *
   * @param gradient gradient of the output; it is consumed: this call reuses it or gives it back
   * @return gradient of the input, which the caller owns
   */
  Tensor backward(Tensor gradient);

  /**
   * Adds the gradients of the layer's parameters where nobody needs the input's: the first layer.
   *
   * @param gradient gradient of the output; it is consumed
   * @param buffers where an input gradient goes that was computed all the same
   */
  default void backwardParameters(Tensor gradient, BufferPool buffers) {
    buffers.give(backward(gradient));
  }

  /** Gives the buffers back without a backward. */
  void release();
}
