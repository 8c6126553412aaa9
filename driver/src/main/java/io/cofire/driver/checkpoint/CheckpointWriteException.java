package io.cofire.driver.checkpoint;

import java.io.IOException;

/** A checkpoint that could not be written: the storage's fault, not the run's. */
public final class CheckpointWriteException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Which one, and why. */
  public CheckpointWriteException(String message) {
    super(message);
  }

  /** The same with what the file system said. */
  public CheckpointWriteException(String message, Throwable cause) {
    super(message, cause);
  }
}
