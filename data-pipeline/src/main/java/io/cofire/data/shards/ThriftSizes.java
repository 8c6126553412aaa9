package io.cofire.data.shards;

import java.io.IOException;
import java.util.Locale;

/**
 * The sizes inside a Parquet header, which is a struct of Thrift's compact protocol: whoever reads
 * one makes room for as many elements as a list says that it has. Here each is held against the
 * bytes that are left; nothing is kept.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">
 *     the protocol</a>
 */
final class ThriftSizes {

  private static final int DEEPEST = 32;
  private static final int STOP = 0;

  private final byte[] bytes;
  private final int end;
  private int at;

  private ThriftSizes(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /**
   * Walks over one struct.
   *
   * @param from where it begins; it ends before {@code end}
   * @throws IOException if it does not, or a size in it is larger than what is left
   */
  static void requireWithin(byte[] bytes, int from, int end) throws IOException {
    new ThriftSizes(bytes, from, end).struct(0);
  }

  private void struct(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("structs within structs, more than " + DEEPEST + " deep");
    }
    for (int head = next(); head != STOP; head = next()) {
      if (head >>> 4 == 0) {
        varint(); // the field's number, where it is not the one before plus some
      }
      int type = head & 0xF;
      if (type > 2) { // 1 and 2 are true and false
        value(type, depth);
      }
    }
  }

  private void value(int type, int depth) throws IOException {
    switch (type) {
      case 1, 2, 3 -> skip(1);
      case 4, 5, 6 -> varint();
      case 7 -> skip(8);
      case 8 -> skip(varint());
      case 9, 10 -> list(depth);
      case 11 -> map(depth);
      case 12 -> struct(depth + 1);
      default -> throw new IOException("type " + type + " at byte " + (at - 1));
    }
  }

  private void list(int depth) throws IOException {
    int head = next();
    long size = head >>> 4 == 0xF ? varint() : head >>> 4;
    requireLeft(size);
    for (long i = 0; i < size; i++) {
      value(head & 0xF, depth + 1);
    }
  }

  private void map(int depth) throws IOException {
    long size = varint();
    requireLeft(size);
    int types = size == 0 ? 0 : next();
    for (long i = 0; i < size; i++) {
      value(types >>> 4, depth + 1);
      value(types & 0xF, depth + 1);
    }
  }

  private int next() throws IOException {
    requireLeft(1);
    return bytes[at++] & 0xFF;
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int part = next();
      value |= (long) (part & 0x7F) << shift;
      if (part < 0x80) {
        return value;
      }
    }
    throw new IOException("a number of more than 64 bits at byte " + at);
  }

  private void skip(long count) throws IOException {
    requireLeft(count);
    at += (int) count;
  }

  /** Each element takes a byte at least. */
  private void requireLeft(long count) throws IOException {
    if (count < 0 || count > end - at) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "a size of %s at byte %d of its header (expected at most %d)",
              Long.toUnsignedString(count),
              at,
              end - at));
    }
  }
}
