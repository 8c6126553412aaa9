package io.cofire.data.shards;

/**
 * Prepared data that is missing, damaged or of another version: says what, where, what was
 * expected, what was found and what to do.
 */
public final class ShardException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a whole message. */
  public ShardException(String message) {
    super(message);
  }

  /** With a whole message and the error below it. */
  public ShardException(String message, Throwable cause) {
    super(message, cause);
  }
}
