package io.cofire.ops.layer;

/**
 * How much of a forward is done a second time in the backward, instead of keeping its values. The
 * results are the same bits.
 */
public enum Recompute {
  /** Nothing but what a copy's price makes again: spikes from membranes, normalised values. */
  NONE,
  /** Neurons, from what their norm was given: no membrane is kept. */
  NEURON,
  /**
   * Residual blocks, from their input; in a layered network each convolution or linear layer with
   * what belongs to it: neurons, norm, pool, dropout.
   */
  BLOCK,
  /**
   * Stages of equal resolution, from their input, and their blocks once more: the least memory. In
   * a layered network a stage goes up to the next pool, and its linear layers are one.
   */
  STAGE
}
