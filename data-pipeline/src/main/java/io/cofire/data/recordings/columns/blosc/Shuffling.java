package io.cofire.data.recordings.columns.blosc;

/** How the bytes of a block lie. What is left beyond its last whole elements stands as it is. */
enum Shuffling {
  NONE {
    @Override
    int undone(byte[] block, int elements, int width, byte[] out, int at) {
      return 0;
    }
  },
  /** The first bytes of all elements, then the second ones, and so on. */
  BYTES {
    @Override
    int undone(byte[] block, int elements, int width, byte[] out, int at) {
      for (int b = 0, from = 0; b < width; b++) {
        for (int i = 0, to = at + b; i < elements; i++, to += width) {
          out[to] = block[from++];
        }
      }
      return elements * width;
    }
  },
  /**
   * The lowest bits of the first bytes of all elements, eight elements a byte from its lowest bit
   * on; then the next bits, and so on. Blosc does so only if the elements are a multiple of eight.
   */
  BITS {
    @Override
    int undone(byte[] block, int elements, int width, byte[] out, int at) {
      if (elements % Byte.SIZE != 0) {
        return 0;
      }
      int row = elements / Byte.SIZE;
      for (int b = 0; b < width; b++) {
        for (int j = 0; j < row; j++) {
          long rows = 0; // byte k: bit k of eight elements
          for (int k = 0; k < Byte.SIZE; k++) {
            rows |= (block[(b * Byte.SIZE + k) * row + j] & 0xFFL) << (Byte.SIZE * k);
          }
          long turned = transpose(rows);
          int to = at + j * Byte.SIZE * width + b;
          for (int i = 0; i < Byte.SIZE; i++, to += width) {
            out[to] = (byte) (turned >>> (Byte.SIZE * i));
          }
        }
      }
      return elements * width;
    }
  };

  private static final int BY_BYTES = 1;
  private static final int BY_BITS = 4;

  static Shuffling of(int flags) {
    if ((flags & BY_BYTES) != 0) {
      return BYTES;
    }
    return (flags & BY_BITS) != 0 ? BITS : NONE;
  }

  /** Writes the {@code size} bytes of a block in their own order. */
  void undo(byte[] block, int size, int width, byte[] out, int at) {
    int done = undone(block, size / width, width, out, at);
    System.arraycopy(block, done, out, at + done, size - done);
  }

  /** Writes the whole elements; how many bytes those are, 0 if they lie as they should. */
  abstract int undone(byte[] block, int elements, int width, byte[] out, int at);

  /** Bit i of byte k becomes bit k of byte i (Warren, Hacker's Delight, 7-3). */
  private static long transpose(long bits) {
    long swap = (bits ^ (bits >>> 7)) & 0x00AA00AA00AA00AAL;
    long turned = bits ^ swap ^ (swap << 7);
    swap = (turned ^ (turned >>> 14)) & 0x0000CCCC0000CCCCL;
    turned ^= swap ^ (swap << 14);
    swap = (turned ^ (turned >>> 28)) & 0x00000000F0F0F0F0L;
    return turned ^ swap ^ (swap << 28);
  }
}
