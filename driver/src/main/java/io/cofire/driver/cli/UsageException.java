package io.cofire.driver.cli;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A command that cannot be carried out as it was given; the message has the remedy. */
public final class UsageException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  /**
   * With a message.
   *
   * @param message what is wrong and the remedy
   */
  public UsageException(String message) {
    super(message);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.USAGE;
  }
}
