package io.cofire.data.spark;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A preparation that could not be done or, under {@code strict}, that rejected a recording. */
public final class PrepareException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  PrepareException(String message) {
    super(message);
  }

  PrepareException(String message, Throwable cause) {
    super(message, cause);
  }

  /** That of its cause, which Spark's word on a lost task may be; without one, the data's. */
  @Override
  public Diagnosis diagnosis() {
    return getCause() == null ? Diagnosis.DATA : Diagnosis.of(getCause(), Diagnosis.STORAGE);
  }
}
