package io.cofire.ops.block;

import io.cofire.ops.layer.BatchNorm.Scaling;

/** What the last norm of a block's body starts from. */
public enum LastNorm {
  /** The same as the block's other norms. */
  LIKE_OTHERS,
  /** A constant, so that the block starts as its shortcut (zero initialisation). */
  ZERO;

  /**
   * The scaling to start from.
   *
   * @param other that of the other norms
   * @param output what the norm gives when it starts as a constant
   */
  Scaling scaling(Scaling other, double output) {
    return this == ZERO ? other.constant(output) : other;
  }
}
