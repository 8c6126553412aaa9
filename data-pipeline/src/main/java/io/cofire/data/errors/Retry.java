package io.cofire.data.errors;

/** Whether the same work may pass when it is tried again. */
public enum Retry {
  /** Another attempt may pass: a host was lost, a store did not answer. */
  MAY_PASS,
  /** Another attempt would fail alike. */
  FAILS_ALIKE
}
