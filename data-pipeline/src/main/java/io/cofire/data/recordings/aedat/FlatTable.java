package io.cofire.data.recordings.aedat;

import io.cofire.data.errors.Diagnosed;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.recordings.read.ByteWindow;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A table of a flatbuffer in a byte array, where every offset is checked against the array's used
 * length: a flatbuffer's root is an int32 offset at its start; a table begins with an int32
 * distance back to its vtable; a vtable has its own size, the table's size and then the place of
 * each field in the table (uint16, 0 where it is missing).
 */
final class FlatTable {

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final int table;
  private final int vtable;
  private final int vtableBytes;

  private FlatTable(byte[] bytes, int start, int end) throws Malformed {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.table = place(start, start, 4);
    this.vtable = inside((long) table - ByteWindow.littleInt(bytes, inside(table, 4)), 4);
    this.vtableBytes = ByteWindow.littleShort(bytes, vtable);
    inside(vtable, vtableBytes);
  }

  /**
   * The root table of a flatbuffer.
   *
   * @param bytes has it from {@code start} up to {@code end}
   * @throws Malformed if an offset leaves it
   */
  static FlatTable root(byte[] bytes, int start, int end) throws Malformed {
    return new FlatTable(bytes, start, end);
  }

  /** Whether a flatbuffer has this four-character identifier. */
  static boolean hasIdentifier(byte[] bytes, int start, int end, String identifier) {
    return end - start >= 8
        && new String(bytes, start + 4, 4, StandardCharsets.ISO_8859_1).equals(identifier);
  }

  /** A field, or the default where it is missing. */
  int integer(int field, int missing) throws Malformed {
    int at = field(field);
    return at == 0 ? missing : ByteWindow.littleInt(bytes, inside(at, 4));
  }

  /** A field, or the default where it is missing. */
  long longInteger(int field, long missing) throws Malformed {
    int at = field(field);
    return at == 0 ? missing : ByteWindow.littleLong(bytes, inside(at, 8));
  }

  /** A string field, or nothing where it is missing. */
  Optional<String> string(int field) throws Malformed {
    Vector vector = vector(field, 1);
    return vector == null
        ? Optional.empty()
        : Optional.of(new String(bytes, vector.start(), vector.size(), StandardCharsets.UTF_8));
  }

  /** The structs of a vector field; none where it is missing. */
  Vector structs(int field, int structBytes) throws Malformed {
    Vector vector = vector(field, structBytes);
    return vector == null ? new Vector(start, 0) : vector;
  }

  private Vector vector(int field, int elementBytes) throws Malformed {
    int at = field(field);
    if (at == 0) {
      return null;
    }
    int vector = place(at, at, 4);
    int size = ByteWindow.littleInt(bytes, vector);
    if (size < 0) {
      throw new Malformed(vector - start, "a vector of " + size + " elements");
    }
    inside(vector + 4L, (long) size * elementBytes);
    return new Vector(vector + 4, size);
  }

  private int field(int field) {
    int entry = 4 + 2 * field;
    if (entry + 2 > vtableBytes) {
      return 0;
    }
    int distance = ByteWindow.littleShort(bytes, vtable + entry);
    return distance == 0 ? 0 : table + distance;
  }

  /** The place that the uint32 at {@code at} leads to, where {@code length} bytes must be. */
  private int place(int at, int from, int length) throws Malformed {
    return inside(from + (ByteWindow.littleInt(bytes, inside(at, 4)) & 0xFFFF_FFFFL), length);
  }

  private int inside(long at, long length) throws Malformed {
    if (at < start || at + length > end) {
      throw new Malformed(
          Math.max(0, Math.min(at, end) - start),
          String.format(
              Locale.ROOT,
              "a reference to bytes %d..%d of %d",
              at - start,
              at - start + length,
              end - start));
    }
    return (int) at;
  }

  /** Elements of a vector: {@code size} of them, from index {@code start} of the array. */
  record Vector(int start, int size) {}

  /** An offset leads out of the flatbuffer. */
  static final class Malformed extends Exception implements Diagnosed {

    private static final long serialVersionUID = 1L;

    private final long place;

    Malformed(long place, String found) {
      super(found);
      this.place = place;
    }

    /** Where in the flatbuffer. */
    long place() {
      return place;
    }

    @Override
    public Diagnosis diagnosis() {
      return Diagnosis.DATA;
    }
  }
}
