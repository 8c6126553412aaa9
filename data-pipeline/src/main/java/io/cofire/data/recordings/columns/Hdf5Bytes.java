package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.InputBytes;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * HDF5 files for the library, which needs random access: those below 16 MiB are held in memory,
 * larger ones are copied to a temporary file, which is mapped up to 2 GiB. Of what is in memory or
 * mapped the library takes parts, and a length that the file states and does not have is an error;
 * of other files it allocates such a length first.
 */
final class Hdf5Bytes {

  private static final int IN_MEMORY = 16 << 20;

  static {
    Hdf5Filters.install();
  }

  private Hdf5Bytes() {}

  /** What is done with an open file. */
  @FunctionalInterface
  interface Use<T> {
    T of(HdfFile file) throws RecordingException;
  }

  @FunctionalInterface
  private interface Opening {
    HdfFile open();
  }

  /**
   * Opens a file and takes something of it.
   *
   * @throws RecordingException if it is damaged; then it does not matter what the library throws
   * @throws IOException if the storage fails
   */
  static <T> T use(RecordingInput input, Use<T> use) throws IOException {
    InputStream bytes = new InputBytes(input);
    byte[] start = bytes.readNBytes(IN_MEMORY);
    if (start.length < IN_MEMORY) {
      return use(input, () -> HdfFile.fromByteBuffer(ByteBuffer.wrap(start)), use);
    }
    Path copy = Files.createTempFile("cofire", ".h5");
    try {
      try (OutputStream out = Files.newOutputStream(copy)) {
        out.write(start);
        bytes.transferTo(out);
      }
      long size = Files.size(copy);
      if (size > Integer.MAX_VALUE) {
        return use(input, () -> new HdfFile(copy), use);
      }
      try (FileChannel channel = FileChannel.open(copy)) {
        ByteBuffer mapped = channel.map(MapMode.READ_ONLY, 0, size);
        return use(input, () -> HdfFile.fromByteBuffer(mapped), use);
      }
    } finally {
      Files.delete(copy);
    }
  }

  private static <T> T use(RecordingInput input, Opening opening, Use<T> use)
      throws RecordingException {
    try (HdfFile file = opening.open()) {
      return use.of(file);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw RecordingException.at(
          input.name(), 0, "damaged or unsupported HDF5", "found " + Hdf5Events.reason(e));
    }
  }
}
