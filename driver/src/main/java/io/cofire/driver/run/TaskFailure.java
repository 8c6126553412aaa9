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
  private final String accuser;
  private final String accused;

  /** A failure with the exception that caused it, which gives the diagnosis. */
  public TaskFailure(String message, Throwable cause) {
    this(message, cause, Diagnosis.of(cause), "", "");
  }

  /** A failure of which only the diagnosis is known. */
  public TaskFailure(String message, Diagnosis diagnosis) {
    this(message, null, diagnosis, "", "");
  }

  private TaskFailure(
      String message, Throwable cause, Diagnosis diagnosis, String accuser, String accused) {
    super(message, cause);
    this.diagnosis = diagnosis;
    this.accuser = accuser;
    this.accused = accused;
  }

  /**
   * The same failure, of which it is known that two executors could not talk to each other.
   *
   * @param here the executor that says so
   * @param there the one that it has not heard from
   */
  public TaskFailure between(String here, String there) {
    TaskFailure same = new TaskFailure(getMessage(), getCause(), diagnosis, here, there);
    same.setStackTrace(getStackTrace());
    return same;
  }

  /** The executor that has not heard from another; empty if it is not that. */
  public String accuser() {
    return accuser;
  }

  /** The executor that another has not heard from; empty if it is not that. */
  public String accused() {
    return accused;
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
    TaskFailure carried = new TaskFailure(getMessage(), null, diagnosis, accuser, accused);
    carried.setStackTrace(getStackTrace());
    return carried;
  }
}
