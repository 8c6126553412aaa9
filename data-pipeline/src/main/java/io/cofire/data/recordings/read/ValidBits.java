package io.cofire.data.recordings.read;

/** What to do with events whose valid bit (AEDAT 3.1) is 0. */
public enum ValidBits {
  /** They are events, as in the published reader of DVS-Gesture. */
  IGNORED,
  /** They are left out. */
  OBEYED
}
