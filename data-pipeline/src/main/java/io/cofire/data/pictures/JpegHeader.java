package io.cofire.data.pictures;

import java.util.Optional;

/**
 * What a JPEG file says of itself before its first scan (ITU-T T.81, Annex B).
 *
 * @param width columns
 * @param height rows
 * @param heightOffset place of the two bytes that say the height
 * @param scanOffset place of the first scan's entropy-coded data
 * @param unitRows rows of a minimum coded unit
 * @param rowsInOrder whether all of a row's data come before those of later rows: one sequential
 *     scan of all components, without restart markers
 * @param leastBytes fewest bytes that its blocks take: Huffman codes have a bit each at least, one
 *     of which every block has; 0 where the coding is arithmetic
 */
record JpegHeader(
    int width,
    int height,
    int heightOffset,
    int scanOffset,
    int unitRows,
    boolean rowsInOrder,
    long leastBytes) {

  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int BLOCK = 8;

  /** The header, empty if this is no JPEG file or its header is damaged. */
  static Optional<JpegHeader> of(byte[] bytes) {
    return isJpeg(bytes) ? new Walk(bytes).header() : Optional.empty();
  }

  /** Whether the bytes begin as a JPEG file does. */
  static boolean isJpeg(byte[] bytes) {
    return bytes.length > 3 && marker(bytes, 0) == START_OF_IMAGE && (bytes[2] & 0xFF) == 0xFF;
  }

  /** Where the last end-of-image marker begins; empty if there is none: the file was cut short. */
  Optional<Integer> end(byte[] bytes) {
    for (int at = bytes.length - 2; at >= scanOffset; at--) {
      if (marker(bytes, at) == END_OF_IMAGE) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** The size that it states. */
  StatedSize size() {
    return new StatedSize(width, height, heightOffset, leastBytes);
  }

  private static int marker(byte[] bytes, int at) {
    return bytes[at] == (byte) 0xFF ? bytes[at + 1] & 0xFF : -1;
  }

  /** A walk from marker to marker. */
  private static final class Walk {
    private final byte[] bytes;
    private int frame = -1; // offset of the frame header's segment
    private boolean sequential;
    private boolean huffman;
    private boolean restarts;

    Walk(byte[] bytes) {
      this.bytes = bytes;
    }

    Optional<JpegHeader> header() {
      int at = 2;
      while (at + 4 <= bytes.length && bytes[at] == (byte) 0xFF) {
        int marker = bytes[at + 1] & 0xFF;
        if (marker == 0xFF) { // fill byte
          at++;
          continue;
        }
        int length = number(at + 2);
        if (length < 2 || at + 2 + length > bytes.length) {
          return Optional.empty();
        }
        if (marker == START_OF_SCAN) {
          return scan(at, length);
        }
        note(marker, at, length);
        at += 2 + length;
      }
      return Optional.empty();
    }

    private void note(int marker, int at, int length) {
      boolean isFrame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (isFrame && length >= 8 + 3) {
        frame = at;
        sequential = marker == 0xC0 || marker == 0xC1;
        huffman = sequential || marker == 0xC2;
      }
      restarts |= marker == RESTART_INTERVAL && length >= 4 && number(at + 4) > 0;
    }

    private Optional<JpegHeader> scan(int at, int length) {
      if (frame < 0) {
        return Optional.empty();
      }
      int height = number(frame + 5);
      int width = number(frame + 7);
      int components = bytes[frame + 9] & 0xFF;
      if (width < 1 || height < 1 || number(frame + 2) < 8 + 3 * components) {
        return Optional.empty();
      }
      int tallest = 1;
      int widest = 1;
      for (int c = 0; c < components; c++) {
        tallest = Math.max(tallest, vertical(c));
        widest = Math.max(widest, horizontal(c));
      }
      boolean single = length > 2 && (bytes[at + 4] & 0xFF) == components;
      return Optional.of(
          new JpegHeader(
              width,
              height,
              frame + 5,
              at + 2 + length,
              BLOCK * tallest,
              sequential && single && !restarts,
              huffman ? blocks(width, height, components, widest, tallest) / Byte.SIZE : 0));
    }

    /** Blocks of all components, those of fewer samples being smaller. */
    private long blocks(int width, int height, int components, int widest, int tallest) {
      long blocks = 0;
      for (int c = 0; c < components; c++) {
        long columns = (long) width * horizontal(c) / widest;
        long rows = (long) height * vertical(c) / tallest;
        blocks += (columns / BLOCK) * (rows / BLOCK);
      }
      return blocks;
    }

    private int horizontal(int component) {
      return bytes[frame + 11 + 3 * component] >> 4 & 0xF;
    }

    private int vertical(int component) {
      return bytes[frame + 11 + 3 * component] & 0xF;
    }

    private int number(int at) {
      return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
  }
}
