package io.cofire.driver.checkpoint;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.errors.Retry;
import java.io.IOException;

/** A checkpoint that is damaged, incomplete or of another run. */
public final class CheckpointException extends IOException implements Diagnosed {

  private static final long serialVersionUID = 1L;
  private static final Diagnosis UNREAD = new Diagnosis(Fault.DATA, Retry.MAY_PASS);

  /** What is wrong, where, what was expected and found, and the remedy. */
  public CheckpointException(String message) {
    super(message);
  }

  /** The same with what Hadoop or Java said. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Damaged for good, unless it was found so while the storage failed. */
  @Override
  public Diagnosis diagnosis() {
    boolean unread = getCause() != null && Diagnosis.of(getCause()).equals(Diagnosis.STORAGE);
    return unread ? UNREAD : Diagnosis.DATA;
  }
}
