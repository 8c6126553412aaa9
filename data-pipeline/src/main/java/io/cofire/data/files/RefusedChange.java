package io.cofire.data.files;

import io.cofire.data.errors.Causes;
import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** A file system that does not write, delete or rename what it was told to. */
public final class RefusedChange extends IOException implements Diagnosed {

  private static final long serialVersionUID = 1L;
  private static final String NOT_THERE = " (No such file or directory)"; // of Java's own streams
  private static final String REFUSED = "the file system refuses it";

  private RefusedChange(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Of what was to be done, with what the file system said.
   *
   * @param what such as {@code write}
   * @param path Hadoop's or Java's
   */
  public static RefusedChange of(String what, Object path, IOException cause) {
    return cause instanceof RefusedChange same
        ? same
        : new RefusedChange(message(what, path, reason(cause)), cause);
  }

  /** Where the file system said no more than no. */
  static RefusedChange of(String what, Path path) {
    return new RefusedChange(message(what, path, REFUSED), null);
  }

  /**
   * What a file system said. Java says of what some do not make, as /proc, that it is not there.
   */
  public static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException absent && absent.getReason() == null) {
      boolean folder =
          Files.isDirectory(java.nio.file.Path.of(absent.getFile()).toAbsolutePath().getParent());
      return folder ? REFUSED : "its folder is not there";
    }
    if (cause instanceof FileNotFoundException && Causes.said(cause).endsWith(NOT_THERE)) {
      return REFUSED; // Hadoop has made the folder before
    }
    return Causes.said(cause);
  }

  private static String message(String what, Object path, String reason) {
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
