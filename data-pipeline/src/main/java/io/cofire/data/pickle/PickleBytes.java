package io.cofire.data.pickle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, which knows how many are left before anything believes a length. */
public final class PickleBytes extends InputStream {

  private static final int LINE = 4096;

  private final BufferedInputStream in;
  private final long length;
  private long position;

  /**
   * From the next byte on.
   *
   * @param in the bytes; closed with this
   * @param length how many there are at most
   */
  public PickleBytes(InputStream in, long length) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.length = length;
  }

  /** How many bytes were taken. */
  public long position() {
    return position;
  }

  /** How many are left at most. */
  public long left() {
    return length - position;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    position += next < 0 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    int read = in.read(bytes, from, count);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Refuses a length of what follows that the file cannot hold.
   *
   * @param bytes how many bytes state it, 4 or 8
   */
  void requireStated(int bytes) throws IOException {
    in.mark(bytes);
    byte[] stated = in.readNBytes(bytes);
    in.reset();
    if (stated.length < bytes) {
      throw new RefusedPickle("the end of the file");
    }
    ByteBuffer number = ByteBuffer.wrap(stated).order(ByteOrder.LITTLE_ENDIAN);
    long value = bytes == Integer.BYTES ? number.getInt() : number.getLong();
    if (value < 0 || value > left() - bytes) {
      throw new RefusedPickle("a text of " + value + " bytes where " + left() + " are left");
    }
  }

  /** A name on a line of its own. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = read(); next != '\n'; next = read()) {
      if (next < 0 || line.length() == LINE) {
        throw new RefusedPickle("a name without an end");
      }
      line.append((char) next);
    }
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
