package io.cofire.data.recordings.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Numbers as little-endian bytes, handed to a stream in pieces of 64 KiB. */
final class LittleBytes {

  private static final int SIZE = 1 << 16;

  private final ByteBuffer buffer = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private final OutputStream out;

  LittleBytes(OutputStream out) {
    this.out = out;
  }

  void ascii(String text) throws IOException {
    for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
      putByte(one);
    }
  }

  void putByte(int value) throws IOException {
    require(1);
    buffer.put((byte) value);
  }

  void putShort(int value) throws IOException {
    require(2);
    buffer.putShort((short) value);
  }

  void putLong(long value) throws IOException {
    require(8);
    buffer.putLong(value);
  }

  /** A whole number in decimal digits. */
  void putDigits(long value) throws IOException {
    require(20);
    if (value < 0) {
      buffer.put((byte) '-');
    }
    if (value == Long.MIN_VALUE) {
      ascii("9223372036854775808");
      return;
    }
    long left = Math.abs(value);
    int digits = 1;
    for (long power = 10; power <= left && digits < 19; power *= 10) {
      digits++;
    }
    int end = buffer.position() + digits;
    for (int at = end - 1; at >= buffer.position(); at--) {
      buffer.put(at, (byte) ('0' + left % 10));
      left /= 10;
    }
    buffer.position(end);
  }

  private void require(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  /** Hands on what there is. */
  void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
