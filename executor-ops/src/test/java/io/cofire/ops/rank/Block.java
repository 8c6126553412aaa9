package io.cofire.ops.rank;

import io.cofire.ops.block.BlockConfig;
import io.cofire.ops.block.Downsampling;
import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.MsBlock;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.block.ShortcutNorm;
import io.cofire.ops.block.TdBnBlock;

/** The basic block of each paper that has one, as the paper has it. */
public enum Block {
  /** Zheng 2020 Fig. 5b. */
  TDBN,
  /** Fang 2021 with ADD. */
  SEW,
  /** Hu 2021. */
  MS;

  /** The block as a recipe would choose it. */
  public BlockConfig config() {
    return switch (this) {
      case TDBN -> new TdBnBlock(ResidualPath.BASIC, ShortcutNorm.EVERY, NormForm.TDBN);
      case SEW -> new SewBlock(ResidualPath.BASIC, Join.ADD, LastNorm.LIKE_OTHERS);
      case MS ->
          new MsBlock(
              MsBlock.Order.SR_A, Downsampling.STRIDE, NormForm.THRESHOLD_START, LastNorm.ZERO);
    };
  }
}
