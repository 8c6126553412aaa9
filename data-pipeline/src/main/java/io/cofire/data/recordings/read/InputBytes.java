package io.cofire.data.recordings.read;

import java.io.IOException;
import java.io.InputStream;

/** A recording's bytes for libraries that read a stream; tells storage that failed from content. */
public final class InputBytes extends InputStream {

  private final RecordingInput input;
  private boolean failed;

  /** The bytes of an input from its position on. */
  public InputBytes(RecordingInput input) {
    this.input = input;
  }

  /** Whether an exception came from the storage. */
  public boolean failed() {
    return failed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    try {
      int read = input.fill(target, from, count);
      return read == 0 ? -1 : read;
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }
}
