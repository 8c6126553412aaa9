package io.cofire.ops.collective;

/** A collective call could not complete: a rank failed, is missing, or is out of step. */
public final class CollectiveException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure with its whole explanation in the message. */
  public CollectiveException(String message) {
    super(message);
  }

  /** A failure with the exception that caused it. */
  public CollectiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
