package io.cofire.driver.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One message between hosts. On the wire, little-endian, 4 bytes each: length of the name in bytes,
 * number of values, kind, sequence, rank, total, offset; then the name in UTF-8, then the values.
 *
 * @param kind what it is
 * @param sequence number of the collective operation, equal on all ranks; of an abort, its fault
 * @param rank whose values they are; of a total, the first rank of the host that added them; of an
 *     abort, whether another attempt may pass
 * @param total length of the whole vector
 * @param offset place of the first value in it
 * @param name what is exchanged; of an abort, why
 * @param values from position to limit; received ones are valid only as long as the message is
 */
record Frame(
    Kind kind, int sequence, int rank, int total, int offset, String name, FloatBuffer values) {

  static final int HEADER_BYTES = 7 * Integer.BYTES;
  static final int MAX_NAME_BYTES = 16_384;

  /** 256 KiB: large enough to be cheap, small enough to stay in a core's cache. */
  static final int MAX_VALUES = 1 << 16;

  private static final int MAX_REASON_CHARACTERS = 4_000;
  private static final FloatBuffer NONE = FloatBuffer.allocate(0);

  /** What a message is. */
  enum Kind {
    /** A rank's values, for everyone. */
    GATHER(1, "gather"),
    /** A rank's values of a part of a vector, for the owner of that part. */
    PART(2, "sum"),
    /** The sum of a part of a vector, from its owner. */
    TOTAL(3, "sum"),
    /** A rank has failed. */
    ABORT(4, "abort"),
    /** The host has finished and is about to close this connection. */
    BYE(5, "bye"),
    /** Merged values of some neighbouring ranks. */
    FOLD(6, "fold");

    private final int code;
    private final String operation;

    Kind(int code, String operation) {
      this.code = code;
      this.operation = operation;
    }

    /** What errors call the operation that it is a message of. */
    String operation() {
      return operation;
    }

    private static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("Invalid message: kind " + code);
    }
  }

  /**
   * A rank has failed.
   *
   * @param why for people; cut where it is too long
   * @param fault in the place of the sequence, see {@link AbortReason}
   * @param retry in the place of the rank
   */
  static Frame abort(String why, int fault, int retry) {
    String text =
        why.length() > MAX_REASON_CHARACTERS ? why.substring(0, MAX_REASON_CHARACTERS) : why;
    return new Frame(Kind.ABORT, fault, retry, 0, 0, text, NONE);
  }

  static Frame bye() {
    return new Frame(Kind.BYE, 0, 0, 0, 0, "", NONE);
  }

  /** The same with other values: those from a place in the vector on. */
  Frame part(int from, FloatBuffer some) {
    return new Frame(kind, sequence, rank, total, from, name, some);
  }

  /** The message as bytes; the caller owns the buffer. */
  ByteBuf encode(ByteBufAllocator allocator) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    int count = values.remaining();
    ByteBuf out = allocator.directBuffer(HEADER_BYTES + text.length + count * Float.BYTES);
    out.writeIntLE(text.length).writeIntLE(count).writeIntLE(kind.code).writeIntLE(sequence);
    out.writeIntLE(rank).writeIntLE(total).writeIntLE(offset).writeBytes(text);
    int bytes = count * Float.BYTES;
    ByteBuffer room = out.nioBuffer(out.writerIndex(), bytes).order(ByteOrder.LITTLE_ENDIAN);
    room.asFloatBuffer().put(values.duplicate());
    return out.writerIndex(out.writerIndex() + bytes);
  }

  /** Length of the name in bytes, from a header. */
  static int nameBytes(ByteBuffer header) {
    return require(header.getInt(0), MAX_NAME_BYTES, "length of the name");
  }

  /** Number of values, from a header. */
  static int valueCount(ByteBuffer header) {
    return require(header.getInt(Integer.BYTES), MAX_VALUES, "number of values");
  }

  /**
   * Reads a header and name, from 0 to the limit, that go with the values.
   *
   * @throws IllegalArgumentException if the bytes are not a message
   */
  static Frame decode(ByteBuffer head, FloatBuffer values) {
    ByteBuffer in = head.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(2 * Integer.BYTES);
    Kind kind = Kind.of(in.getInt());
    int sequence = in.getInt();
    int rank = in.getInt();
    int total = require(in.getInt(), Integer.MAX_VALUE, "total");
    int offset = require(in.getInt(), total - values.remaining(), "offset");
    String name = StandardCharsets.UTF_8.decode(in).toString();
    return new Frame(kind, sequence, rank, total, offset, name, values);
  }

  private static int require(int value, int most, String what) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Invalid message: %s %d (must be in 0..%d)", what, value, most));
    }
    return value;
  }
}
