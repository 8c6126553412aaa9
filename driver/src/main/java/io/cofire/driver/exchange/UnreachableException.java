package io.cofire.driver.exchange;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.io.IOException;

/** A host that this one cannot connect to; the message says why. */
public final class UnreachableException extends IOException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final int host;

  UnreachableException(int host, String message, Throwable cause) {
    super(message, cause);
    this.host = host;
  }

  /** The number of that host. */
  public int host() {
    return host;
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.STORAGE;
  }
}
