package io.cofire.ops.layer;

import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/** A part of a network, built for one input shape. Activations are [T,N,H,W,C] or [T,N,F]. */
public interface Layer {

  /** Shape of the output for the input shape that this layer was built for. */
  Shape outputShape();

  /**
   * Computes the output.
   *
   * @param x input; it is borrowed: whoever made it keeps it until its own backward
   * @return the output and what backward needs
   */
  Trace forward(Tensor x, Pass pass);
}
