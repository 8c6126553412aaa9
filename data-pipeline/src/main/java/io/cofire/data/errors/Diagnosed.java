package io.cofire.data.errors;

/** What every exception of Cofire says of itself, so that nobody has to read its message. */
public interface Diagnosed {

  /** Whose turn it is, and whether another attempt may pass. */
  Diagnosis diagnosis();
}
