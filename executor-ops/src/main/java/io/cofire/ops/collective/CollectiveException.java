package io.cofire.ops.collective;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A collective call could not complete: a rank failed, is missing, or is out of step. */
public final class CollectiveException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final Diagnosis diagnosis;

  /** A group that failed of itself, with its whole explanation in the message. */
  public CollectiveException(String message) {
    this(message, Diagnosis.STORAGE);
  }

  /** A group of which a rank has failed somewhere else, with what is known of that. */
  public CollectiveException(String message, Diagnosis diagnosis) {
    super(message);
    this.diagnosis = diagnosis;
  }

  /** The same with the rank's exception; without one, as if it had failed of itself. */
  public CollectiveException(String message, Throwable cause) {
    super(message, cause);
    this.diagnosis = cause == null ? Diagnosis.STORAGE : Diagnosis.of(cause);
  }

  @Override
  public Diagnosis diagnosis() {
    return diagnosis;
  }
}
