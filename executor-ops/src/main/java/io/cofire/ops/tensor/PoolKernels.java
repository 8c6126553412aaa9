package io.cofire.ops.tensor;

/**
 * Pooling over square windows; x is [M,H,W,C], y [M,H',W',C] with H' = (H + 2*padding -
 * window)/stride + 1.
 */
public interface PoolKernels {

  /** Largest element of each window; padding never wins. */
  void maximum(Tensor x, int window, int stride, int padding, Tensor y);

  /** Each gy goes to the first largest element of its window, rows before columns. */
  void maximumBackward(Tensor x, Tensor gy, int window, int stride, int padding, Tensor gx);

  /** Mean of each window, padding counted as zeros, as PyTorch does by default. */
  void average(Tensor x, int window, int stride, int padding, Tensor y);

  /** Each gy spread evenly over its window. */
  void averageBackward(Tensor gy, int window, int stride, int padding, Tensor gx);

  /** Mean over H and W: [M,H,W,C] to [M,C]. */
  void global(Tensor x, Tensor y);

  /** gx = gy / (H*W). */
  void globalBackward(Tensor gy, Tensor gx);
}
