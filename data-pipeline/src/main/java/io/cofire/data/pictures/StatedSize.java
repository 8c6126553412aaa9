package io.cofire.data.pictures;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size that a picture file states in its header, and where; nothing is decoded.
 *
 * @param width columns
 * @param height rows
 * @param at offset of the first byte that says so
 * @param leastBytes fewest bytes that a whole file of this size has, as its way of packing goes; 0
 *     where nothing can be said
 */
record StatedSize(long width, long height, int at, long leastBytes) {

  private static final long DEFLATE = 1032; // most that it makes of one byte
  private static final long LZW = 4096; // pixels of the longest string of a code
  private static final int PIXELS_PER_BYTE = 8;
  private static final int HEAD = 512; // of a PNM file, with its comments
  private static final Pattern PNM =
      Pattern.compile("P([1-6])(?:\\s|#[^\\n]*\\n)+(\\d{1,10})(?:\\s|#[^\\n]*\\n)+(\\d{1,10})\\s");

  /** The size of a file of a format that is known; empty for any other, and for half a header. */
  static Optional<StatedSize> of(byte[] file) {
    Optional<JpegHeader> jpeg = JpegHeader.of(file);
    if (jpeg.isPresent()) {
      return Optional.of(jpeg.get().size());
    }
    String magic = new String(file, 0, Math.min(16, file.length), StandardCharsets.ISO_8859_1);
    ByteBuffer big = ByteBuffer.wrap(file);
    ByteBuffer little = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (magic.startsWith("\u0089PNG")) {
        return Optional.of(png(big));
      } else if (magic.startsWith("BM")) {
        return Optional.of(bmp(little));
      } else if (magic.startsWith("GIF8")) {
        return Optional.of(gif(little));
      } else if (magic.startsWith("RIFF") && magic.startsWith("WEBP", 8)) {
        return webp(little, magic.substring(12));
      } else if (magic.startsWith("II*\0") || magic.startsWith("MM\0*")) {
        return tiff(magic.startsWith("II") ? little : big);
      }
      return pnm(file);
    } catch (IndexOutOfBoundsException e) {
      return Optional.empty(); // it ends before it says
    }
  }

  private static StatedSize png(ByteBuffer file) {
    long width = Integer.toUnsignedLong(file.getInt(16));
    long height = Integer.toUnsignedLong(file.getInt(20));
    int samples =
        switch (file.get(25)) {
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    long row = (width * samples * Math.max(1, file.get(24)) + 7) / 8 + 1;
    return new StatedSize(width, height, 16, product(row, height) / DEFLATE);
  }

  private static StatedSize bmp(ByteBuffer file) {
    if (file.getInt(14) == 12) { // the header of OS/2
      return new StatedSize(file.getChar(18), file.getChar(20), 18, 0);
    }
    long width = Math.abs((long) file.getInt(18));
    long height = Math.abs((long) file.getInt(22)); // negative: rows from the top
    boolean plain = file.getInt(30) == 0;
    long row = (width * file.getChar(28) + 31) / 32 * 4;
    return new StatedSize(width, height, 18, plain ? product(row, height) : 0);
  }

  private static StatedSize gif(ByteBuffer file) {
    long width = file.getChar(6);
    long height = file.getChar(8);
    return new StatedSize(width, height, 6, width * height / LZW);
  }

  private static Optional<StatedSize> webp(ByteBuffer file, String kind) {
    return switch (kind) {
      case "VP8 " ->
          Optional.of(new StatedSize(file.getChar(26) & 0x3FFF, file.getChar(28) & 0x3FFF, 26, 0));
      case "VP8L" -> {
        int bits = file.getInt(21);
        yield Optional.of(new StatedSize((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, 21, 0));
      }
      case "VP8X" -> {
        int width = file.getInt(24) & 0xFF_FFFF;
        yield Optional.of(new StatedSize(width + 1, (file.getInt(26) >>> 8) + 1, 24, 0));
      }
      default -> Optional.empty();
    };
  }

  /** The first image: tags 256 and 257, 16 or 32 bits. */
  private static Optional<StatedSize> tiff(ByteBuffer file) {
    int directory = file.getInt(4);
    long width = 0;
    long height = 0;
    int at = 0;
    for (int i = 0; i < file.getChar(directory); i++) {
      int entry = directory + 2 + 12 * i;
      int tag = file.getChar(entry);
      long value =
          file.getChar(entry + 2) == 3
              ? file.getChar(entry + 8)
              : Integer.toUnsignedLong(file.getInt(entry + 8));
      if (tag == 256) {
        width = value;
        at = entry + 8;
      } else if (tag == 257) {
        height = value;
      }
    }
    return width > 0 && height > 0
        ? Optional.of(new StatedSize(width, height, at, 0))
        : Optional.empty();
  }

  private static Optional<StatedSize> pnm(byte[] file) {
    int length = Math.min(HEAD, file.length);
    Matcher head = PNM.matcher(new String(file, 0, length, StandardCharsets.ISO_8859_1));
    if (!head.lookingAt()) {
      return Optional.empty();
    }
    long width = Long.parseLong(head.group(2));
    long height = Long.parseLong(head.group(3));
    long pixels = product(width, height);
    long least =
        switch (head.group(1)) {
          case "4" -> pixels / PIXELS_PER_BYTE;
          case "6" -> product(3, pixels);
          default -> pixels;
        };
    return Optional.of(new StatedSize(width, height, head.start(2), least));
  }

  private static long product(long a, long b) {
    return a > 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
  }
}
