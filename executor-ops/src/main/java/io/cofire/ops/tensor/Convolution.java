package io.cofire.ops.tensor;

/** A convolution at one call site; x is [images,iC,H,W], w [oC,iC,kH,kW], y [images,oC,H',W']. */
public interface Convolution {

  /** y = x * w (cross-correlation, as in every deep-learning library). */
  void forward(Tensor x, Tensor w, Tensor y);

  /** gx from gy and w. */
  void backwardInput(Tensor gy, Tensor w, Tensor gx);

  /** Adds to gw the gradient from x and gy. */
  void backwardWeight(Tensor x, Tensor gy, Tensor gw);
}
