package io.cofire.driver.checkpoint;

import java.io.IOException;

/** A checkpoint that is damaged, incomplete or of another run. */
public final class CheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What is wrong, where, what was expected and found, and the remedy. */
  public CheckpointException(String message) {
    super(message);
  }

  /** The same with what Hadoop or Java said. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
