package io.cofire.driver.run;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;

/**
 * What a task throws: which rank or worker on which host failed first, and why. The driver reads
 * the diagnosis, never the words.
 */
public final class TaskFailure extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private final Diagnosis diagnosis;

  /** A failure with the exception that caused it, which gives the diagnosis. */
  public TaskFailure(String message, Throwable cause) {
    super(message, cause);
    this.diagnosis = Diagnosis.of(cause);
  }

  /** A failure of which only the diagnosis is known. */
  public TaskFailure(String message, Diagnosis diagnosis) {
    super(message);
    this.diagnosis = diagnosis;
  }

  @Override
  public Diagnosis diagnosis() {
    return diagnosis;
  }

  /**
   * What travels. The cause stays behind: one that cannot be written, or is of a class that the
   * driver does not know, would keep Spark from carrying any of it. The message has its words.
   */
  private Object writeReplace() {
    TaskFailure carried = new TaskFailure(getMessage(), diagnosis);
    carried.setStackTrace(getStackTrace());
    return carried;
  }
}
