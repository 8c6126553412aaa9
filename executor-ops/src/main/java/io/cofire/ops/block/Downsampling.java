package io.cofire.ops.block;

/** How a projecting shortcut makes the maps smaller. */
public enum Downsampling {
  /** A 1x1 convolution with the block's stride. */
  STRIDE,
  /** A 2x2 average pool before a 1x1 convolution of stride 1 (Hu 2021 appendix B, ResNet-104). */
  AVERAGE_POOL
}
