package io.cofire.driver.cli;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/** A command that cannot be carried out as it was given; the message has the remedy. */
final class UsageException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.USAGE;
  }
}
