package io.cofire.data.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The bytes of a file for a library that unpacks them. A storage that fails throws {@link
 * UncheckedIOException}, which tells it from content that is damaged; libraries have {@link
 * IOException} for both.
 */
public final class StoredBytes extends FilterInputStream {

  /** Of a stream; closing it closes the stream. */
  public StoredBytes(InputStream in) {
    super(in);
  }

  @Override
  public int read() {
    try {
      return super.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long skip(long bytes) {
    try {
      return super.skip(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int available() {
    try {
      return super.available();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
