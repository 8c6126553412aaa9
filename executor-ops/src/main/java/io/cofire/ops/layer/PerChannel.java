package io.cofire.ops.layer;

/** A layer that in evaluation does the same to every value of a channel. */
interface PerChannel extends Single {

  /**
   * y = scale[c] x + shift[c].
   *
   * @param scale of each channel
   * @param shift of each channel
   */
  record Affine(double[] scale, double[] shift) {}

  /** What it does, for another layer to do: its parameters leave the network. */
  Affine absorbed(Folding folding);
}
