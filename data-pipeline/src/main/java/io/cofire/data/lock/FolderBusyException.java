package io.cofire.data.lock;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A folder that another command is at work in. */
public final class FolderBusyException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  FolderBusyException(String message) {
    super(message);
  }

  /** Another folder, or another time. */
  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.USAGE;
  }
}
