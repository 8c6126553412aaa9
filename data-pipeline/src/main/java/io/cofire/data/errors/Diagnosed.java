package io.cofire.data.errors;

/** What every exception of Cofire says of itself, so that nobody has to read its message. */
public interface Diagnosed {

  /** Whose turn it is. */
  Fault fault();

  /** Whether the same work may pass when it is tried again. */
  Retry retry();
}
