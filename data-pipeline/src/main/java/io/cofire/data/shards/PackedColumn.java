package io.cofire.data.shards;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A column of packed bytes that grows, and parts of which may have moved to a file. */
final class PackedColumn {

  private static final int SMALLEST = 4096;

  /** A run of the column's bytes in the file. */
  private record Segment(long position, int bytes) {}

  private final List<Segment> spilled = new ArrayList<>();
  private byte[] bytes = {};
  private int size; // of bytes that are held
  private long spilledBytes;

  /** The held bytes with room for more behind {@link #size}. */
  byte[] room(int more) {
    if (bytes.length - size < more) {
      long wished = Math.max(size + (long) more, Math.max(SMALLEST, size * 3L / 2));
      bytes = Arrays.copyOf(bytes, (int) Math.min(wished, Integer.MAX_VALUE - 8));
    }
    return bytes;
  }

  /** How many bytes are held. */
  int size() {
    return size;
  }

  /** Says where the held bytes end now. */
  void end(int at) {
    size = at;
  }

  /** Bytes of heap, used or not. */
  long heap() {
    return bytes.length;
  }

  /** All bytes, held and moved. */
  long length() {
    return spilledBytes + size;
  }

  /** Moves the held bytes to the end of the file and gives their heap back. */
  void spill(FileChannel file) throws IOException {
    if (size > 0) {
      spilled.add(new Segment(file.size(), size));
      ByteBuffer held = ByteBuffer.wrap(bytes, 0, size);
      while (held.hasRemaining()) {
        file.write(held, file.size());
      }
      spilledBytes += size;
      size = 0;
    }
    bytes = new byte[0];
  }

  /** Takes the moved bytes back, in front of the held ones. */
  void restore(FileChannel file) throws IOException {
    if (spilled.isEmpty()) {
      return;
    }
    byte[] whole = new byte[Math.toIntExact(length())];
    int at = 0;
    for (Segment segment : spilled) {
      ByteBuffer target = ByteBuffer.wrap(whole, at, segment.bytes);
      while (target.hasRemaining()) {
        if (file.read(target, segment.position + target.position() - at) < 0) {
          throw new IOException("the temporary file of a sample is shorter than it was written");
        }
      }
      at += segment.bytes;
    }
    System.arraycopy(bytes, 0, whole, at, size);
    spilled.clear();
    spilledBytes = 0;
    bytes = whole;
    size = whole.length;
  }
}
