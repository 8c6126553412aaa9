package io.cofire.data.batches;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** Says which minibatch could not be made and why. */
public final class LoadingException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  LoadingException(String message, Throwable cause) {
    super(message, cause);
  }

  /** That of its cause; without one, the storage has kept the caller waiting. */
  @Override
  public Diagnosis diagnosis() {
    return getCause() == null ? Diagnosis.STORAGE : Diagnosis.of(getCause());
  }
}
