package io.cofire.data.recordings.columns.blosc;

import io.jhdf.exceptions.HdfFilterException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * A Blosc 1 frame (README_HEADER.rst and blosc.c of C-Blosc 1.21), little-endian: uint8 version,
 * version of the codec, flags and bytes of an element; int32 bytes unpacked, bytes of a block,
 * bytes of the frame; int32 place of each block. A block is one part or, where it is split, as many
 * as an element has bytes: int32 packed bytes, then these; a part that did not shrink stands as it
 * is. The last block may be shorter and is never split. Only {@link BloscCodec snappy} is refused.
 *
 * <p>Room is made while blocks are unpacked, not by what the header states.
 */
public final class Blosc {

  private static final int HEADER_BYTES = 16;
  private static final int NEWEST = 2; // 3 to 5 are Blosc 2's
  private static final int COPIED = 2;
  private static final int WHOLE_BLOCKS = 0x10;
  private static final int MOST_PARTS = 16;
  private static final int LEAST_PART = 128;
  private static final int FIRST = 1 << 16;

  private final byte[] frame;
  private final int flags;
  private final int elementBytes;
  private final int bytes;
  private final int blockBytes;

  private Blosc(byte[] frame, int most) {
    this.frame = frame;
    require(frame.length >= HEADER_BYTES, "a frame of %d bytes", frame.length);
    ByteBuffer header = little(frame);
    require(header.get(0) > 0 && header.get(0) <= NEWEST, "version %d", header.get(0));
    this.flags = header.get(2) & 0xFF;
    this.elementBytes = Math.max(1, header.get(3) & 0xFF);
    this.bytes = header.getInt(4);
    this.blockBytes = header.getInt(8);
    int packed = header.getInt(12);
    require(bytes >= 0 && bytes <= most, "%d bytes unpacked, at most %d", bytes, most);
    require(packed <= frame.length, "%d bytes packed, of %d", packed, frame.length);
  }

  /**
   * Unpacks a frame.
   *
   * @param most bytes that it may become
   * @throws HdfFilterException if it is damaged, becomes more or is packed with another codec
   */
  public static byte[] unpack(byte[] frame, int most) {
    return new Blosc(frame, most).unpack();
  }

  /** Whether bytes are a frame that fills them and becomes so many: chance does not make one. */
  public static boolean isFrame(byte[] bytes, int unpacked) {
    return bytes.length >= HEADER_BYTES
        && bytes[0] > 0
        && bytes[0] <= NEWEST
        && little(bytes).getInt(4) == unpacked
        && little(bytes).getInt(12) == bytes.length;
  }

  private byte[] unpack() {
    if ((flags & COPIED) != 0) {
      require(bytes <= frame.length - HEADER_BYTES, "%d bytes, cut off", bytes);
      return Arrays.copyOfRange(frame, HEADER_BYTES, HEADER_BYTES + bytes);
    }
    if (bytes == 0) {
      return new byte[0];
    }
    require(blockBytes > 0 && blockBytes <= bytes, "blocks of %d bytes", blockBytes);
    int blocks = (int) (((long) bytes + blockBytes - 1) / blockBytes);
    require(blocks <= (frame.length - HEADER_BYTES) / Integer.BYTES, "%d blocks", blocks);
    BloscCodec codec = BloscCodec.of(flags >> 5);
    byte[] out = new byte[Math.min(bytes, Math.max(blockBytes, FIRST))];
    byte[] block = new byte[blockBytes];
    for (int i = 0, at = 0; i < blocks; i++, at += blockBytes) {
      int size = Math.min(blockBytes, bytes - at);
      if (at + size > out.length) {
        out = Arrays.copyOf(out, (int) Math.min(bytes, Math.max(2L * out.length, at + size)));
      }
      unpack(codec, little(frame).getInt(HEADER_BYTES + Integer.BYTES * i), block, size);
      Shuffling.of(flags).undo(block, size, elementBytes, out, at);
    }
    return out;
  }

  /** Unpacks the block at a place of the frame. */
  private void unpack(BloscCodec codec, int place, byte[] block, int size) {
    int parts = isSplit(size) ? elementBytes : 1;
    int part = size / parts;
    int from = place;
    for (int i = 0; i < parts; i++) {
      require(
          from >= HEADER_BYTES && from <= frame.length - Integer.BYTES, "a block at byte %d", from);
      int packed = little(frame).getInt(from);
      from += Integer.BYTES;
      require(packed >= 0 && packed <= frame.length - from, "%d bytes packed", packed);
      if (packed == part) {
        System.arraycopy(frame, from, block, i * part, part);
      } else {
        codec.unpack(frame, from, packed, block, i * part, part);
      }
      from += packed;
    }
  }

  /** Frames before the flag was invented are split by the same rule. */
  private boolean isSplit(int size) {
    return (flags & WHOLE_BLOCKS) == 0
        && size == blockBytes
        && elementBytes <= MOST_PARTS
        && blockBytes / elementBytes >= LEAST_PART
        && blockBytes % elementBytes == 0;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static void require(boolean holds, String found, Object... values) {
    if (!holds) {
      throw new HdfFilterException(
          "a damaged Blosc frame: " + String.format(Locale.ROOT, found, values));
    }
  }
}
