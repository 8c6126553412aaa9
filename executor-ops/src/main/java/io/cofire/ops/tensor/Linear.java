package io.cofire.ops.tensor;

/** A fully connected layer at one call site; x [M,in], w [out,in], b [out], y [M,out]. */
public interface Linear {

  /** y = x w' + b. */
  void forward(Tensor x, Tensor w, Tensor b, Tensor y);

  /** gx = gy w. */
  void backwardInput(Tensor gy, Tensor w, Tensor gx);

  /** Adds gy' x to gw and the column sums of gy to gb. */
  void backwardParameters(Tensor x, Tensor gy, Tensor gw, Tensor gb);
}
