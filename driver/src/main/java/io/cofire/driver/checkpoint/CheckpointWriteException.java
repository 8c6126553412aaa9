package io.cofire.driver.checkpoint;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.errors.Fault;
import io.cofire.data.errors.Retry;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** A checkpoint, or its metrics, that could not be written: the storage's fault, not the run's. */
public final class CheckpointWriteException extends IOException implements Diagnosed {

  private static final long serialVersionUID = 1L;
  private static final Diagnosis FINAL = new Diagnosis(Fault.STORAGE, Retry.FAILS_ALIKE);

  /** Which one, and why. */
  public CheckpointWriteException(String message) {
    super(message);
  }

  /** The same with what the file system said. */
  public CheckpointWriteException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What a file system refused, in one line.
   *
   * @param what was to be written, such as {@code checkpoint}
   * @param thrown its root cause is named; that of a remote file system brings a whole stack trace
   */
  public static CheckpointWriteException of(String what, Path path, Throwable thrown) {
    Throwable root = Causes.root(thrown);
    String reason = Causes.said(root).lines().findFirst().orElse(root.toString());
    return new CheckpointWriteException(
        String.format(Locale.ROOT, "Cannot write %s %s: %s", what, path, reason), thrown);
  }

  /**
   * It has been tried for a whole deadline; a training that is done again would end at the same
   * storage.
   */
  @Override
  public Diagnosis diagnosis() {
    return FINAL;
  }
}
