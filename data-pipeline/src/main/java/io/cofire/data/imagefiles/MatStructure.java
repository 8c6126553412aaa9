package io.cofire.data.imagefiles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.InflaterInputStream;

/**
 * The elements of a MATLAB 5 file, one within the other, as their tags state them: the library that
 * reads them allocates whatever a tag says. An element is a type and a size, 4 bytes each, and its
 * content, or a size of 2 bytes and up to 4 bytes of content.
 */
final class MatStructure {

  private static final int HEADER_BYTES = 128;
  private static final int TAG_BYTES = 8;
  private static final int DIMENSIONS = 5;
  private static final int MATRIX = 14;
  private static final int DEFLATED = 15;
  private static final int LAST_OF_MATRICES = 3; // cells, structs and objects hold matrices
  private static final int DEEPEST = 16;

  private final ByteOrder order;
  private final int mostBytes;

  private MatStructure(ByteOrder order, int mostBytes) {
    this.order = order;
    this.mostBytes = mostBytes;
  }

  /**
   * Checks that each element lies within the one that holds it.
   *
   * @param mostBytes most bytes of a packed element when it is unpacked
   * @throws IOException if one does not, naming the byte and both sizes
   */
  static void requireWithin(byte[] file, int mostBytes) throws IOException {
    if (file.length < HEADER_BYTES) {
      throw new IOException(
          String.format(
              Locale.ROOT, "header of %d bytes (expected %d)", file.length, HEADER_BYTES));
    }
    boolean little = file[HEADER_BYTES - 2] == 'I';
    new MatStructure(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, mostBytes)
        .walk(ByteBuffer.wrap(file, HEADER_BYTES, file.length - HEADER_BYTES), 0);
  }

  /** Walks over elements that follow each other up to the buffer's limit. */
  private void walk(ByteBuffer elements, int depth) throws IOException {
    elements.order(order);
    if (depth > DEEPEST) {
      throw new IOException("arrays within arrays, more than " + DEEPEST + " deep");
    }
    int kind = 0; // of the matrix whose elements these are: the lowest byte of its first one
    for (int number = 0; elements.remaining() >= TAG_BYTES; number++) {
      int at = elements.position();
      int word = elements.getInt(at);
      boolean small = word >>> 16 != 0;
      int type = word & 0xFFFF;
      long size = small ? 4 : Integer.toUnsignedLong(elements.getInt(at + 4));
      int content = at + (small ? 4 : TAG_BYTES);
      if (size > elements.limit() - content) {
        throw wrong(at, "an element", elements.limit() - content, size);
      }
      if (type == DEFLATED) {
        walk(unpacked(elements, content, (int) size), depth + 1);
      } else if (type == MATRIX) {
        walk(elements.duplicate().limit(content + (int) size).position(content), depth + 1);
      } else if (number == 0 && size >= 4) {
        kind = elements.getInt(content) & 0xFF;
      } else if (type == DIMENSIONS && number == 1 && kind <= LAST_OF_MATRICES) {
        requireRoom(elements, at, content, (int) size);
      }
      long padded = type == DEFLATED || small ? size : (size + 7) / 8 * 8;
      elements.position((int) Math.min(elements.limit(), content + padded));
    }
  }

  /** Each element of an array of arrays has a tag of its own. */
  private void requireRoom(ByteBuffer elements, int at, int content, int size) throws IOException {
    long count = 1;
    for (int i = 0; i + 4 <= size; i += 4) {
      count *= Integer.toUnsignedLong(elements.getInt(content + i));
      if (count > elements.limit() / TAG_BYTES) {
        throw wrong(at, "an array of arrays", elements.limit() / TAG_BYTES, count);
      }
    }
  }

  private ByteBuffer unpacked(ByteBuffer file, int from, int size) throws IOException {
    byte[] packed = new byte[size];
    file.get(from, packed);
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      byte[] content = in.readNBytes(mostBytes + 1);
      if (content.length > mostBytes) {
        throw wrong(from, "an unpacked element", mostBytes, content.length);
      }
      return ByteBuffer.wrap(content);
    }
  }

  private static IOException wrong(int at, String what, long room, long found) {
    return new IOException(
        String.format(
            Locale.ROOT, "%s at byte %d (expected at most %d, found %d)", what, at, room, found));
  }
}
