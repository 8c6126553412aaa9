package io.cofire.data.imagefiles;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** The headers of a BMP file and whether its rows are all there. */
final class BmpStructure {

  private static final int HEADERS_BYTES = 14 + 40; // of the file, and the usual one of the image
  private static final int UNCOMPRESSED = 0;

  private BmpStructure() {}

  static FileCheck check(byte[] file) {
    if (file.length < HEADERS_BYTES) {
      return FileCheck.foreign(
          String.format(
              Locale.ROOT,
              "the BMP ends in its headers (expected %d bytes, found %d)",
              HEADERS_BYTES,
              file.length));
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long width = bytes.getInt(18);
    long height = Math.abs((long) bytes.getInt(22)); // negative: rows from the top
    if (width <= 0 || height == 0) {
      return FileCheck.foreign("the BMP says that it has no pixels");
    }
    long start = Integer.toUnsignedLong(bytes.getInt(10));
    long stored = Integer.toUnsignedLong(bytes.getInt(34)); // of compressed pixels
    boolean plain = bytes.getInt(30) == UNCOMPRESSED;
    long rowBytes = (width * bytes.getShort(28) + 31) / 32 * 4;
    long end = start + (plain ? rowBytes * height : stored);
    return end <= file.length
        ? FileCheck.PASSED
        : FileCheck.damaged(
            String.format(
                Locale.ROOT, "the BMP ends early: expected %d bytes, found %d", end, file.length));
  }
}
