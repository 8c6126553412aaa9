package io.cofire.data.frames;

/** What becomes of events behind the last whole window: tonic's {@code include_incomplete}. */
public enum Tail {
  /** They are in no window. */
  DROP,
  /** They have a window of their own, which holds less than the others. */
  KEEP
}
