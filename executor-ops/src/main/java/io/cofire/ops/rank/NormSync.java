package io.cofire.ops.rank;

/** Whose samples a norm's statistics are taken over in training. */
public enum NormSync {
  /** Those of all ranks together: the result of one rank with the whole batch. */
  ALL,
  /**
   * Each rank's own, as plain batch normalisation on several GPUs does. After each step every rank
   * takes over rank 0's running statistics, as PyTorch's DistributedDataParallel broadcasts its
   * buffers, so that ranks and checkpoints stay the same bit for bit.
   */
  RANK
}
