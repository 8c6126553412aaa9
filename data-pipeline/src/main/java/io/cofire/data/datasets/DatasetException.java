package io.cofire.data.datasets;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A folder that does not hold the data set that was asked for. */
public final class DatasetException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  /** With a whole message. */
  public DatasetException(String message) {
    super(message);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.DATA;
  }
}
