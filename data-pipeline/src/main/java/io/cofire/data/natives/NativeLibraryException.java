package io.cofire.data.natives;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.errors.Retry;

/**
 * A native library that does not load on this machine; the message has the remedy. Java loads no
 * library twice in a process, so another attempt there would fail alike.
 */
public final class NativeLibraryException extends IllegalStateException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  NativeLibraryException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public Diagnosis diagnosis() {
    return new Diagnosis(Fault.STORAGE, Retry.FAILS_ALIKE);
  }
}
