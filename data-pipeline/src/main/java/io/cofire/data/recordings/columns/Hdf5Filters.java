package io.cofire.data.recordings.columns;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.cofire.data.recordings.columns.blosc.Blosc;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.BitShuffleFilter;
import io.jhdf.filter.Filter;
import io.jhdf.filter.FilterManager;
import io.jhdf.filter.Lz4Filter;
import io.jhdf.filter.LzfFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.zip.InflaterInputStream;

/**
 * The library's filters of packed chunks, which allocate whatever a chunk says that it becomes.
 * Here that is held against the bytes of the chunk and a limit first. Blosc and zstd are added.
 */
final class Hdf5Filters {

  /** Most bytes of a chunk when it is unpacked; HDF5's own default is 1 MiB, few have 16. */
  static final int LARGEST_CHUNK = 1 << 28;

  /** What deflate can make of one byte at most; LZF and LZ4 make less. */
  static final long EXPANSION = 1032;

  private static final int LZ4_IN_BITSHUFFLE = 2;
  private static final int CHUNK_IN_BLOSC = 3;

  /** zstd may ask for a window of 2 GiB; its levels up to 19 use 8 MiB. */
  private static final int ZSTD_WINDOW_LOG = 24;

  private Hdf5Filters() {}

  /** How a filter's chunks state what they become. */
  @FunctionalInterface
  private interface Check {
    void of(byte[] chunk, int[] settings);
  }

  private record Guarded(Filter filter, Check check) implements Filter {
    @Override
    public int getId() {
      return filter.getId();
    }

    @Override
    public String getName() {
      return filter.getName();
    }

    @Override
    public byte[] decode(byte[] chunk, int[] settings) {
      check.of(chunk, settings);
      return filter.decode(chunk, settings);
    }
  }

  /** Deflate in the place of the library's, which goes on as long as there is memory. */
  private record Deflate() implements Filter {
    @Override
    public int getId() {
      return 1;
    }

    @Override
    public String getName() {
      return "deflate";
    }

    @Override
    public byte[] decode(byte[] chunk, int[] settings) {
      try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(chunk))) {
        byte[] unpacked = in.readNBytes(LARGEST_CHUNK + 1);
        requireAtMost(LARGEST_CHUNK, unpacked.length);
        return unpacked;
      } catch (IOException e) {
        throw new HdfFilterException("Inflating failed: " + e.getMessage(), e);
      }
    }
  }

  /** Zstandard, which the library lacks; its frames need not state what they become. */
  private record Zstandard() implements Filter {
    @Override
    public int getId() {
      return 32015;
    }

    @Override
    public String getName() {
      return "zstd";
    }

    @Override
    public byte[] decode(byte[] chunk, int[] settings) {
      try (ZstdInputStreamNoFinalizer in =
          new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(chunk))) {
        in.setLongMax(ZSTD_WINDOW_LOG);
        byte[] unpacked = in.readNBytes(LARGEST_CHUNK + 1);
        requireAtMost(LARGEST_CHUNK, unpacked.length);
        return unpacked;
      } catch (IOException e) {
        throw new HdfFilterException("zstd failed: " + e.getMessage(), e);
      }
    }
  }

  /**
   * {@link Blosc}, which the library lacks; its fourth setting is the size of a chunk. HDF5 stores
   * a chunk that does not shrink as it is, and says so in its index, which the library passes over.
   */
  private record BloscFilter() implements Filter {
    @Override
    public int getId() {
      return 32001;
    }

    @Override
    public String getName() {
      return "blosc";
    }

    @Override
    public byte[] decode(byte[] chunk, int[] settings) {
      int stated = settings.length > CHUNK_IN_BLOSC ? settings[CHUNK_IN_BLOSC] : 0;
      if (chunk.length == stated && !Blosc.isFrame(chunk, stated)) {
        return chunk;
      }
      return Blosc.unpack(chunk, stated > 0 ? Math.min(stated, LARGEST_CHUNK) : LARGEST_CHUNK);
    }
  }

  /** Puts them in the place of the library's, for the whole process. */
  static void install() {
    all().forEach(FilterManager::addFilter);
  }

  /** One for each way of packing that is read. */
  static List<Filter> all() {
    return List.of(
        new Deflate(),
        new Guarded(new LzfFilter(), (chunk, settings) -> requireRoom(chunk, settings[2])),
        new Guarded(new Lz4Filter(), (chunk, settings) -> requireBlocks(chunk)),
        new Guarded(new BitShuffleFilter(), Hdf5Filters::requireShuffled),
        new Zstandard(),
        new BloscFilter());
  }

  private static void requireShuffled(byte[] chunk, int[] settings) {
    if (settings.length > 4 && settings[4] == LZ4_IN_BITSHUFFLE) {
      requireBlocks(chunk);
    }
  }

  /** LZ4's frame in HDF5: size in all, size of a block, then each packed block after its size. */
  private static void requireBlocks(byte[] chunk) {
    ByteBuffer bytes = ByteBuffer.wrap(chunk); // big-endian
    if (chunk.length < Long.BYTES + Integer.BYTES) {
      throw new HdfFilterException("a packed chunk of " + chunk.length + " bytes");
    }
    long unpacked = bytes.getLong();
    requireRoom(chunk, unpacked);
    int block = bytes.getInt();
    requireAtMost(LARGEST_CHUNK, block);
    for (long from = 0; from < unpacked; from += Math.max(1, block)) {
      if (bytes.remaining() < Integer.BYTES) {
        return; // what is left stands as it is: bitshuffle's last values
      }
      int packed = bytes.getInt();
      requireAtMost(bytes.remaining(), packed);
      bytes.position(bytes.position() + packed);
    }
  }

  private static void requireRoom(byte[] chunk, long unpacked) {
    requireAtMost(Math.min(LARGEST_CHUNK, EXPANSION * chunk.length), unpacked);
  }

  private static void requireAtMost(long most, long stated) {
    if (stated < 0 || stated > most) {
      throw new HdfFilterException(
          String.format(
              Locale.ROOT, "a packed size of %d bytes (expected at most %d)", stated, most));
    }
  }
}
