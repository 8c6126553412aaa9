package io.cofire.ops.block;

import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Wiring;

/** A residual block (or a plain one) as a recipe chooses it. */
public sealed interface BlockConfig
    permits TdBnBlock, SewBlock, SpikingBlock, MsBlock, WithoutLifBlock, PlainBlock {

  /** Builds the block at a place in a network. */
  Layer build(Wiring wiring, BlockPlan plan);

  /** Scaling of the norms, those of the stem included. */
  NormForm norm();

  /** Channels of the block's output for each of its width. */
  default int expansion() {
    return 1;
  }

  /** Where the network's chain of convolution, norm and neurons is cut into blocks. */
  default Cut cut() {
    return Cut.AFTER_NEURONS;
  }
}
