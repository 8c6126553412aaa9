package io.cofire.driver.ml;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A DataFrame that cannot be trained on, or a model that cannot be kept. */
public final class MlException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final Diagnosis diagnosis;

  /** What a DataFrame cannot give. */
  MlException(String message) {
    super(message);
    this.diagnosis = Diagnosis.DATA;
  }

  /** A failure with the exception that caused it, which says the rest. */
  MlException(String message, Throwable cause) {
    super(message + ": " + Causes.said(cause), cause);
    this.diagnosis = Diagnosis.of(cause, Diagnosis.STORAGE);
  }

  @Override
  public Diagnosis diagnosis() {
    return diagnosis;
  }
}
