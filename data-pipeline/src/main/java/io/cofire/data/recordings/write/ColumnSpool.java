package io.cofire.data.recordings.write;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * One column in a temporary file, for formats that have columns one after the other. The file has
 * no name on systems that allow it, so that a killed process leaves none.
 */
final class ColumnSpool implements AutoCloseable {

  private final FileChannel file;
  private final LittleBytes bytes;

  ColumnSpool() throws IOException {
    this.file =
        FileChannel.open(
            Files.createTempFile("cofire-column", ".tmp"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    this.bytes = new LittleBytes(new Blamed(Channels.newOutputStream(file)));
  }

  /** Says which disk fails. */
  private static final class Blamed extends FilterOutputStream {
    Blamed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] block, int from, int count) throws IOException {
      try {
        out.write(block, from, count);
      } catch (IOException e) {
        throw TemporaryFolder.failure(e);
      }
    }
  }

  LittleBytes bytes() {
    return bytes;
  }

  /** Writes the whole column elsewhere. */
  void copyTo(OutputStream out) throws IOException {
    bytes.flush();
    file.position(0);
    Channels.newInputStream(file).transferTo(out);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
