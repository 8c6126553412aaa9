package io.cofire.ops.block;

/**
 * Where blocks begin in the chain of convolution, norm and neurons that a network is. The stem is
 * the chain up to the cut; the rest of it follows the last block.
 */
public enum Cut {
  /** Blocks begin with a convolution; what they hand on are spikes, or sums of them. */
  AFTER_NEURONS,
  /** Blocks begin with neurons; what they hand on are membrane inputs. */
  AFTER_NORM,
  /** Blocks begin with a norm; what they hand on are outputs of convolutions. */
  AFTER_CONVOLUTION
}
