package io.cofire.driver.run;

/** A training or evaluation that could not be completed; the message names rank, host and cause. */
public final class TrainingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure with its whole explanation in the message. */
  public TrainingException(String message) {
    super(message);
  }

  /** A failure with the exception that caused it. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
