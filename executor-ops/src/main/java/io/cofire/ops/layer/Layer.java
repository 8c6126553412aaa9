package io.cofire.ops.layer;

import io.cofire.ops.tensor.Shape;

/** A part of a network, built for one input shape. Activations are [T,N,H,W,C] or [T,N,F]. */
public interface Layer {

  /** Shape of the output for the input shape that this layer was built for. */
  Shape outputShape();

  /**
   * Computes the output.
   *
   * @param x input; a layer whose backward reads it again keeps it now
   * @return the output and what backward needs
   */
  Trace forward(Activation x, Pass pass);
}
