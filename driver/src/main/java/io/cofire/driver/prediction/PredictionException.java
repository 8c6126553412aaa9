package io.cofire.driver.prediction;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** Inputs that could not be predicted; the message says which and why. */
public final class PredictionException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final Diagnosis diagnosis;

  /** Inputs that are missing or damaged. */
  public PredictionException(String message) {
    super(message);
    this.diagnosis = Diagnosis.DATA;
  }

  /**
   * A failure with the exception that caused it; one of which nothing is known is the cluster's.
   */
  PredictionException(String message, Throwable cause) {
    super(message, cause);
    this.diagnosis = Diagnosis.of(cause, Diagnosis.STORAGE);
  }

  @Override
  public Diagnosis diagnosis() {
    return diagnosis;
  }
}
