package io.cofire.data.spark;

/** A preparation that could not be done or, under {@code strict}, that rejected a recording. */
public final class PrepareException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PrepareException(String message) {
    super(message);
  }

  PrepareException(String message, Throwable cause) {
    super(message, cause);
  }
}
