package io.cofire.data.imagefiles;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** The chunks of a PNG file (ISO/IEC 15948) with their checksums, from the header to the end. */
final class PngStructure {

  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_BYTES = 12; // length, type and checksum around its data

  private PngStructure() {}

  static FileCheck check(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file); // big-endian
    boolean data = false;
    int at = SIGNATURE_BYTES;
    while (at + CHUNK_BYTES <= file.length) {
      long length = Integer.toUnsignedLong(bytes.getInt(at));
      String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      boolean first = at == SIGNATURE_BYTES;
      if (first && !(type.equals("IHDR") && length == 13 && sized(bytes, at + 8))) {
        return FileCheck.foreign("the PNG does not begin with the size of an image");
      }
      data |= type.equals("IDAT");
      if (at + CHUNK_BYTES + length > file.length) {
        break;
      }
      if (!intact(file, at, (int) length)) {
        return verdict(
            data, "the PNG is damaged: chunk " + type + " at byte " + at + " fails its checksum");
      }
      if (type.equals("IEND")) {
        return data ? FileCheck.PASSED : FileCheck.foreign("the PNG has no image in it");
      }
      at += CHUNK_BYTES + (int) length;
    }
    return verdict(
        data,
        String.format(
            Locale.ROOT, "the PNG ends early: no end of image in its %d bytes", file.length));
  }

  private static FileCheck verdict(boolean decodable, String reason) {
    return decodable ? FileCheck.damaged(reason) : FileCheck.foreign(reason);
  }

  private static boolean sized(ByteBuffer bytes, int at) {
    return at + 8 <= bytes.capacity() && bytes.getInt(at) > 0 && bytes.getInt(at + 4) > 0;
  }

  private static boolean intact(byte[] file, int at, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(file, at + 4, 4 + length);
    int stored = ByteBuffer.wrap(file).getInt(at + 8 + length);
    return (int) checksum.getValue() == stored;
  }
}
