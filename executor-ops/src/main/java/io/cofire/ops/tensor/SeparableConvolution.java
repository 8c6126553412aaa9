package io.cofire.ops.tensor;

/**
 * A convolution whose two gradients take hardly longer apart than together, with the same bits: so
 * the weight's, which nobody needs before the update, can wait.
 */
public interface SeparableConvolution extends Convolution {

  /** Writes the gradient of x into gx. */
  void backwardInput(Tensor w, Tensor gy, Tensor gx);
}
