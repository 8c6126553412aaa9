package io.cofire.data.recordings.write;

import io.cofire.data.errors.Causes;
import java.io.IOException;

/** Where columns wait; when it fails, the output is not to blame. */
final class TemporaryFolder {

  private TemporaryFolder() {}

  /** What went wrong there, and how to use another one. */
  static IOException failure(Exception cause) {
    return new IOException(
        "a temporary file in "
            + System.getProperty("java.io.tmpdir")
            + " failed ("
            + Causes.said(cause)
            + "); make room there, or set JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER",
        cause);
  }
}
