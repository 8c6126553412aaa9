package io.cofire.driver.cluster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One message between hosts. On the wire, little-endian: kind (1 byte), sequence (4), rank (4),
 * total (4), offset (4), length of the name in bytes (4), the name in UTF-8, the values (4 each).
 *
 * @param kind what it is
 * @param sequence number of the collective operation, equal on all ranks
 * @param rank whose values they are; of a total, who added them
 * @param total length of the whole vector
 * @param offset place of the first value in it
 * @param name what is exchanged; of an abort, why
 * @param values from position to limit; valid only as long as the buffer that it was read from
 */
record Frame(
    Kind kind, int sequence, int rank, int total, int offset, String name, FloatBuffer values) {

  private static final int HEADER_BYTES = 1 + 5 * Integer.BYTES;
  private static final int MAX_NAME_BYTES = 16_384;
  private static final FloatBuffer EMPTY = FloatBuffer.allocate(0);

  /** What a message is. */
  enum Kind {
    /** A rank's values, for everyone. */
    GATHER(1),
    /** A rank's values of a part of a vector, for the owner of that part. */
    PART(2),
    /** The sum of a part of a vector, from its owner. */
    TOTAL(3),
    /** A rank has failed. */
    ABORT(4),
    /** The host has finished and is about to close its connections. */
    BYE(5);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    private static Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("Invalid message: kind " + code);
    }
  }

  static Frame abort(String why) {
    String text = why.length() > 4_000 ? why.substring(0, 4_000) : why;
    return new Frame(Kind.ABORT, 0, 0, 0, 0, text, EMPTY);
  }

  static Frame bye() {
    return new Frame(Kind.BYE, 0, 0, 0, 0, "", EMPTY);
  }

  ByteBuffer encode() {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER_BYTES + text.length + values.remaining() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(kind.code).putInt(sequence).putInt(rank).putInt(total).putInt(offset);
    bytes.putInt(text.length).put(text);
    bytes.asFloatBuffer().put(values.duplicate());
    return bytes.rewind();
  }

  /**
   * Reads a message without copying its values.
   *
   * @throws IllegalArgumentException if the bytes are not a message
   */
  static Frame decode(ByteBuffer message) {
    ByteBuffer bytes = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    try {
      Kind kind = Kind.of(bytes.get());
      int sequence = bytes.getInt();
      int rank = bytes.getInt();
      int total = bytes.getInt();
      int offset = bytes.getInt();
      int length = bytes.getInt();
      require(length >= 0 && length <= MAX_NAME_BYTES, "length of the name", length);
      byte[] text = new byte[length];
      bytes.get(text);
      int left = bytes.remaining();
      require(left % Float.BYTES == 0, "number of bytes of values", left);
      boolean inside = offset >= 0 && total >= 0 && offset <= total - left / Float.BYTES;
      require(inside, "offset", offset);
      String name = new String(text, StandardCharsets.UTF_8);
      return new Frame(kind, sequence, rank, total, offset, name, bytes.asFloatBuffer());
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "Invalid message: it ends after %d bytes".formatted(message.remaining()), e);
    }
  }

  private static void require(boolean valid, String what, int value) {
    if (!valid) {
      throw new IllegalArgumentException("Invalid message: %s %d".formatted(what, value));
    }
  }
}
