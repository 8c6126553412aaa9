package io.cofire.data.files;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** A file system that does not write, delete or rename what it was told to. */
public final class RefusedChange extends IOException implements Diagnosed {

  private static final long serialVersionUID = 1L;

  private RefusedChange(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of what was to be done, such as {@code write}, with what the file system said. */
  static RefusedChange of(String what, Path path, IOException cause) {
    return cause instanceof RefusedChange same
        ? same
        : new RefusedChange(message(what, path, Causes.said(cause)), cause);
  }

  /** Where the file system said no more than no. */
  static RefusedChange of(String what, Path path) {
    return new RefusedChange(message(what, path, "the file system refuses it"), null);
  }

  private static String message(String what, Path path, String reason) {
    return String.format(
        Locale.ROOT,
        "Cannot %s %s: %s; check its rights, and that the file system is neither read-only nor full",
        what,
        path,
        reason);
  }

  @Override
  public Diagnosis diagnosis() {
    return Diagnosis.STORAGE;
  }
}
