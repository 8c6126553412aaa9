package io.cofire.ops.collective;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.util.OptionalInt;

/** A collective call could not complete: a rank failed, is missing, or is out of step. */
public final class CollectiveException extends RuntimeException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private static final int NOBODY = -1;

  private final Diagnosis diagnosis;
  private final int silent;

  /** A group that failed of itself, with its whole explanation in the message. */
  public CollectiveException(String message) {
    this(message, Diagnosis.STORAGE);
  }

  /** A group of which a rank has failed somewhere else, with what is known of that. */
  public CollectiveException(String message, Diagnosis diagnosis) {
    this(message, diagnosis, OptionalInt.empty());
  }

  /**
   * A group of which one process has heard nothing from another.
   *
   * @param silent number of that other process, where it is one
   */
  public CollectiveException(String message, Diagnosis diagnosis, OptionalInt silent) {
    super(message);
    this.diagnosis = diagnosis;
    this.silent = silent.orElse(NOBODY);
  }

  /** The same with the rank's exception; without one, as if it had failed of itself. */
  public CollectiveException(String message, Throwable cause) {
    super(message, cause);
    this.diagnosis = cause == null ? Diagnosis.STORAGE : Diagnosis.of(cause);
    this.silent = NOBODY;
  }

  /** The process that this one has not heard from, where that is the reason. */
  public OptionalInt silent() {
    return silent == NOBODY ? OptionalInt.empty() : OptionalInt.of(silent);
  }

  @Override
  public Diagnosis diagnosis() {
    return diagnosis;
  }
}
