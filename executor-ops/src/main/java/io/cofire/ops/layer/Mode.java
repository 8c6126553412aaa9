package io.cofire.ops.layer;

/** What a forward is for. */
public enum Mode {
  /** Batch statistics, running statistics updated, backward follows. */
  TRAIN,
  /** Running statistics, no backward. */
  EVALUATE
}
