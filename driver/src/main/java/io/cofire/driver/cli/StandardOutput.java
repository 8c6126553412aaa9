package io.cofire.driver.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/** Standard output as a file that can be full: Java's own stream goes on in silence. */
final class StandardOutput {

  private static final String READER_GONE = "Broken pipe"; // as head does, which wants no more

  private static volatile String why = "";

  private StandardOutput() {}

  /** Remembers from here on why it cannot be written. */
  static void watch() {
    OutputStream out = new Watched(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(out, true, Charset.defaultCharset()));
  }

  /** What to say of what was printed and has not arrived; empty if it has, or nobody reads it. */
  static Optional<String> lost() {
    if (!System.out.checkError() || why.equals(READER_GONE)) {
      return Optional.empty();
    }
    return Optional.of(
        "Cannot write to standard output"
            + (why.isEmpty() ? "" : ": " + why)
            + ": what was printed is not whole there");
  }

  private static final class Watched extends FilterOutputStream {

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        why = String.valueOf(e.getMessage());
        throw e;
      }
    }
  }
}
