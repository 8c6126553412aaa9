package io.cofire.data.shards;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.io.IOException;

/**
 * Prepared data that is missing, damaged or of another version, or that the storage does not give:
 * says what, where, what was expected, what was found and what to do.
 */
public final class ShardException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final Diagnosis diagnosis;

  private ShardException(String message, Throwable cause, Diagnosis diagnosis) {
    super(message, cause);
    this.diagnosis = diagnosis;
  }

  /** Data that is not what it should be, with a whole message. */
  public ShardException(String message) {
    this(message, null, Diagnosis.DATA);
  }

  /** The same with the error below it. */
  public ShardException(String message, Throwable cause) {
    this(message, cause, Diagnosis.DATA);
  }

  /** Data that may be whole, but could not be read this time. */
  static ShardException unread(String message, IOException cause) {
    return new ShardException(message, cause, Diagnosis.STORAGE);
  }

  @Override
  public Diagnosis diagnosis() {
    return diagnosis;
  }
}
