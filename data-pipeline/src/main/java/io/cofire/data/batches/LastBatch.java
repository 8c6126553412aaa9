package io.cofire.data.batches;

/** What becomes of the samples at an epoch's end that do not fill a batch. */
public enum LastBatch {
  /** They are left out; another epoch, in another order, leaves out others. */
  DROP,
  /** They are a batch of their own, a smaller one, and so a step of their own. */
  KEEP
}
