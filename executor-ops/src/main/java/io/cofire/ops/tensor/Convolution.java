package io.cofire.ops.tensor;

/** A convolution at one call site; x is [images,H,W,iC], w [oC,iC,kH,kW], y [images,H',W',oC]. */
public interface Convolution {

  /** y = x * w (cross-correlation, as in every deep-learning library). */
  void forward(Tensor x, Tensor w, Tensor y);

  /** y = x * w + b, with b [oC]: for evaluation, where a norm is folded into the weights. */
  void forward(Tensor x, Tensor w, Tensor b, Tensor y);

  /**
   * Both gradients from gy: writes that of x into gx and adds that of w to gw. They are one
   * operation because some libraries compute them together; see {@link SeparableConvolution}.
   */
  void backward(Tensor x, Tensor w, Tensor gy, Tensor gx, Tensor gw);

  /** Adds to gw only: for the first layer, whose input needs no gradient. */
  void backwardWeight(Tensor x, Tensor gy, Tensor gw);
}
