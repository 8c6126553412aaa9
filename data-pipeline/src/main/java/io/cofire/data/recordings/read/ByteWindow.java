package io.cofire.data.recordings.read;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A window that moves forward over the bytes of a recording, so that decoders loop over a plain
 * array. Memory is the window, whatever the file claims.
 */
public final class ByteWindow {

  /** Stays in the second-level cache together with the columns of a block. */
  public static final int SIZE = 1 << 15;

  private static final VarHandle LITTLE_SHORT = view(char[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_INT = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_LONG = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_SHORT = view(char[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_INT = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_LONG = view(long[].class, ByteOrder.BIG_ENDIAN);

  /** The bytes; those from {@link #position()} up to {@link #limit()} are still to be taken. */
  public final byte[] bytes = new byte[SIZE];

  private final RecordingInput input;
  private int position;
  private int limit;
  private long base; // offset in the file of bytes[0]

  /** A window from the input's next byte on; the input is then read through the window alone. */
  public ByteWindow(RecordingInput input) {
    this.input = input;
    this.base = input.position();
  }

  /** Name of the recording, for messages. */
  public String name() {
    return input.name();
  }

  /** What it is read from. */
  public RecordingInput input() {
    return input;
  }

  /** Index of the next byte in {@link #bytes}. */
  public int position() {
    return position;
  }

  /** Index behind the last byte that is there. */
  public int limit() {
    return limit;
  }

  /** Bytes in the window that are still to be taken. */
  public int available() {
    return limit - position;
  }

  /** Offset in the file of the next byte. */
  public long offset() {
    return base + position;
  }

  /** About how many bytes are left, in the window and behind it. */
  public long likelyRemaining() throws IOException {
    return available() + input.likelyRemaining();
  }

  /** Takes bytes that are in the window. */
  public void advance(int count) {
    position += count;
  }

  /**
   * Whether that many bytes are left in the file; if so, they are in the window.
   *
   * @param count at most {@link #SIZE}
   */
  public boolean has(int count) throws IOException {
    if (limit - position < count) {
      fill();
    }
    return limit - position >= count;
  }

  /** Moves the bytes still to be taken to the front and fills the rest as far as the file goes. */
  public void fill() throws IOException {
    System.arraycopy(bytes, position, bytes, 0, limit - position);
    base += position;
    limit -= position;
    position = 0;
    limit += input.fill(bytes, limit, SIZE - limit);
  }

  /**
   * Brings bytes into the window.
   *
   * @param count at most {@link #SIZE}
   * @param what for the message
   * @throws RecordingException if the file ends before
   */
  public void require(int count, String what) throws IOException {
    if (!has(count)) {
      throw truncated(what, offset(), count, available());
    }
  }

  /**
   * Takes any number of bytes unseen.
   *
   * @throws RecordingException if the file ends before
   */
  public void skip(long count, String what) throws IOException {
    long start = offset();
    long left = count;
    while (left > available()) {
      left -= available();
      position = limit;
      fill();
      if (available() == 0) {
        throw truncated(what, start, count, count - left);
      }
    }
    position += (int) left;
  }

  /**
   * An error where the file ends too early.
   *
   * @param what what is cut off
   * @param offset where it begins
   * @param need its bytes
   * @param found those that are there
   */
  public RecordingException truncated(String what, long offset, long need, long found) {
    return RecordingException.cut(
        name(),
        offset,
        what + " truncated",
        String.format(Locale.ROOT, "need %d, found %d", need, found));
  }

  /** An error at a place of the file. */
  public RecordingException wrong(long offset, String what, Object expected, Object found) {
    return RecordingException.at(
        name(), offset, what, String.format(Locale.ROOT, "expected %s, found %s", expected, found));
  }

  /** Unsigned, 16 bits, little-endian. */
  public static int littleShort(byte[] bytes, int at) {
    return (char) LITTLE_SHORT.get(bytes, at);
  }

  /** 32 bits, little-endian. */
  public static int littleInt(byte[] bytes, int at) {
    return (int) LITTLE_INT.get(bytes, at);
  }

  /** 64 bits, little-endian. */
  public static long littleLong(byte[] bytes, int at) {
    return (long) LITTLE_LONG.get(bytes, at);
  }

  /** Unsigned, 16 bits, big-endian. */
  public static int bigShort(byte[] bytes, int at) {
    return (char) BIG_SHORT.get(bytes, at);
  }

  /** 32 bits, big-endian. */
  public static int bigInt(byte[] bytes, int at) {
    return (int) BIG_INT.get(bytes, at);
  }

  /** 64 bits, big-endian. */
  public static long bigLong(byte[] bytes, int at) {
    return (long) BIG_LONG.get(bytes, at);
  }

  /** Text of bytes, the first 40 of them, for messages. */
  public static String text(byte[] bytes, int from, int to) {
    String all = new String(bytes, from, Math.min(to - from, 40), StandardCharsets.ISO_8859_1);
    return to - from > 40 ? all + "..." : all;
  }

  private static VarHandle view(Class<?> array, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(array, order);
  }
}
