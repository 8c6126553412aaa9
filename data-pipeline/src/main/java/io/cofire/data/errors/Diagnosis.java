package io.cofire.data.errors;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * What is known of a failure; it travels from a task to the driver as it is.
 *
 * @param fault whose turn it is
 * @param retry whether the same work may pass when it is tried again
 */
public record Diagnosis(Fault fault, Retry retry) implements Serializable {

  /** A wrong command, recipe or value. */
  public static final Diagnosis USAGE = new Diagnosis(Fault.USAGE, Retry.FAILS_ALIKE);

  /** Damaged or missing data. */
  public static final Diagnosis DATA = new Diagnosis(Fault.DATA, Retry.FAILS_ALIKE);

  /** A file system, the cluster or a machine that failed this time. */
  public static final Diagnosis STORAGE = new Diagnosis(Fault.STORAGE, Retry.MAY_PASS);

  /** A training that has left the finite numbers. */
  public static final Diagnosis DIVERGENCE = new Diagnosis(Fault.DIVERGENCE, Retry.FAILS_ALIKE);

  /** A fault of Cofire itself, of which nothing more is known. */
  public static final Diagnosis OURS = new Diagnosis(Fault.OURS, Retry.MAY_PASS);

  private static final Diagnosis OURS_EACH_TIME = new Diagnosis(Fault.OURS, Retry.FAILS_ALIKE);
  private static final Diagnosis NOT_THERE = new Diagnosis(Fault.DATA, Retry.MAY_PASS);

  /** The diagnosis of any exception; one of which nothing is known is {@link #OURS}. */
  public static Diagnosis of(Throwable thrown) {
    return of(thrown, OURS);
  }

  /**
   * The diagnosis of any exception. What one of Cofire's own says counts before what the types of
   * foreign ones tell, and the outer before the inner. A file system's failure counts before a
   * wrong argument: Hadoop wraps the one in the other.
   *
   * @param otherwise if nothing is known of any in the chain of causes
   */
  public static Diagnosis of(Throwable thrown, Diagnosis otherwise) {
    List<Throwable> chain = Causes.chain(thrown);
    for (Throwable cause : chain) {
      if (cause instanceof Diagnosed own) {
        return own.diagnosis();
      }
    }
    return chain.stream()
        .flatMap(cause -> ofStorage(cause).stream())
        .findFirst()
        .orElse(chain.stream().anyMatch(Diagnosis::comesAgain) ? OURS_EACH_TIME : otherwise);
  }

  /** Of what lies outside the program; a machine without memory for it is that machine's. */
  private static Optional<Diagnosis> ofStorage(Throwable cause) {
    if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
      return Optional.of(NOT_THERE);
    }
    boolean outside =
        cause instanceof IOException
            || cause instanceof TimeoutException
            || cause instanceof InterruptedException
            || cause instanceof OutOfMemoryError;
    return outside ? Optional.of(STORAGE) : Optional.empty();
  }

  /** Wrong arguments, numbers out of range, and classes or native libraries that are missing. */
  private static boolean comesAgain(Throwable cause) {
    return cause instanceof IllegalArgumentException
        || cause instanceof ArithmeticException
        || cause instanceof LinkageError
        || cause instanceof ClassNotFoundException;
  }

  /** Whether trying again would be in vain. */
  public boolean failsAlike() {
    return retry == Retry.FAILS_ALIKE;
  }
}
