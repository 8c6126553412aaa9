package io.cofire.data.recordings.aedat;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.RecordingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/**
 * The content of one AEDAT 4 packet after another, decompressed into one array that grows with what
 * is really there, up to a bound, and is used again.
 */
final class PacketBytes {

  /** 4 million events: cameras write packets of some milliseconds. */
  static final int LIMIT = 64 << 20;

  /** zstd may ask for a window of 2 GiB; its levels up to 19 use 8 MiB. */
  private static final int ZSTD_WINDOW_LOG = 24;

  private final ByteWindow window;
  private final Compression compression;
  private byte[] bytes = new byte[1 << 16];
  private int size;

  PacketBytes(ByteWindow window, Compression compression) {
    this.window = window;
    this.compression = compression;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /**
   * Takes a packet's bytes from the window and decompresses them.
   *
   * @param packed how many bytes the packet has in the file, at least 0
   * @throws RecordingException if the file ends before, the bytes cannot be decompressed or are
   *     more than the bound
   */
  void take(long packed) throws IOException {
    long start = window.offset();
    Section section = new Section(window, packed);
    size = 0;
    try (InputStream in = compression.open(section)) {
      int read;
      while ((read = in.read(bytes, size, bytes.length - size)) >= 0) {
        size += read;
        if (size == bytes.length) {
          grow(start);
        }
      }
    } catch (RecordingException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (section.failed) {
        throw e;
      }
      throw RecordingException.at(
          window.name(),
          start,
          "packet cannot be decompressed",
          String.format(Locale.ROOT, "expected %s, found %s", compression, e.getMessage()));
    }
    section.skipRest();
  }

  private void grow(long start) throws RecordingException {
    if (size >= LIMIT) {
      throw RecordingException.at(
          window.name(), start, "packet of more than " + LIMIT + " bytes when decompressed");
    }
    bytes = Arrays.copyOf(bytes, Math.min(LIMIT, 2 * bytes.length));
  }

  /** How packets are compressed. */
  enum Compression {
    NONE,
    /** Frames whose blocks may depend on the blocks before, as DV writes them. */
    LZ4,
    ZSTD;

    InputStream open(InputStream packed) throws IOException {
      return switch (this) {
        case NONE -> packed;
        case LZ4 -> new FramedLZ4CompressorInputStream(packed);
        case ZSTD -> {
          ZstdInputStreamNoFinalizer in = new ZstdInputStreamNoFinalizer(packed);
          in.setLongMax(ZSTD_WINDOW_LOG);
          yield in;
        }
      };
    }
  }

  /** The bytes of one packet in the window. */
  private static final class Section extends InputStream {

    private final ByteWindow window;
    private final long start;
    private final long length;
    private long left;
    private boolean failed;

    Section(ByteWindow window, long length) {
      this.window = window;
      this.start = window.offset();
      this.length = length;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      requireMore();
      int next = window.bytes[window.position()] & 0xFF;
      window.advance(1);
      left--;
      return next;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
      if (left == 0) {
        return count == 0 ? 0 : -1;
      }
      requireMore();
      int take = (int) Math.min(Math.min(count, left), window.available());
      System.arraycopy(window.bytes, window.position(), target, from, take);
      window.advance(take);
      left -= take;
      return take;
    }

    private void requireMore() throws IOException {
      boolean more;
      try {
        more = window.has(1);
      } catch (IOException e) {
        failed = true; // the storage, not the content
        throw e;
      }
      if (!more) {
        throw window.truncated("packet", start, length, length - left);
      }
    }

    void skipRest() throws IOException {
      window.skip(left, "packet");
      left = 0;
    }
  }
}
