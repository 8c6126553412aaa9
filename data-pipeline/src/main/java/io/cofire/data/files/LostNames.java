package io.cofire.data.files;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.errors.Retry;

/** A process that was started so that it cannot say the names of files; the message has the way. */
public final class LostNames extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  LostNames(String message) {
    super(message);
  }

  @Override
  public Diagnosis diagnosis() {
    return new Diagnosis(Fault.STORAGE, Retry.FAILS_ALIKE);
  }
}
