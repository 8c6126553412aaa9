package io.cofire.driver.cli;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where Spark and the log write: without room there, Spark ends half started, in stack traces of
 * its own.
 */
public final class ScratchRoom {

  /** What little Spark needs to start. */
  private static final byte[] PROBE = new byte[1 << 20];

  /** A folder that takes nothing. */
  private static final class RefusedException extends RuntimeException implements Diagnosed {
    private static final long serialVersionUID = 1L;

    RefusedException(Path folder, IOException cause) {
      super(
          String.format(
              Locale.ROOT,
              "Cannot write temporary files into %s: %s; make room there, or name another folder by JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER",
              folder,
              cause.getMessage()),
          cause);
    }

    @Override
    public Diagnosis diagnosis() {
      return Diagnosis.STORAGE;
    }
  }

  private ScratchRoom() {}

  /** Java's own. */
  static void requireRoom() {
    requireRoom(Path.of(System.getProperty("java.io.tmpdir")));
  }

  static void requireRoom(Path folder) {
    try {
      probe(folder);
    } catch (IOException e) {
      throw new RefusedException(folder, e);
    }
  }

  /**
   * Writes a little into a folder, and leaves nothing.
   *
   * @throws IOException if the folder takes nothing
   */
  public static void probe(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "cofire", ".probe");
    try {
      Files.write(probe, PROBE);
    } finally {
      Files.deleteIfExists(probe);
    }
  }
}
