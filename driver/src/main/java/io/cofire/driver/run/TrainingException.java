package io.cofire.driver.run;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A training or evaluation that could not be completed; the message names rank, host and cause. */
public final class TrainingException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final Diagnosis diagnosis;

  /** A cluster that cannot do it, with a whole explanation in the message. */
  public TrainingException(String message) {
    this(message, Diagnosis.STORAGE);
  }

  /** A failure with what is known of it. */
  public TrainingException(String message, Diagnosis diagnosis) {
    super(message);
    this.diagnosis = diagnosis;
  }

  /**
   * A failure with the exception that caused it; one of which nothing is known is the cluster's.
   */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
    this.diagnosis = Diagnosis.of(cause, Diagnosis.STORAGE);
  }

  @Override
  public Diagnosis diagnosis() {
    return diagnosis;
  }
}
