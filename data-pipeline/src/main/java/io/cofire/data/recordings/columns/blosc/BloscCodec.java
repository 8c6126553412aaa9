package io.cofire.data.recordings.columns.blosc;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.jhdf.exceptions.HdfFilterException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * What packs the parts of a frame's blocks; a frame states it in the upper three bits of its flags.
 */
enum BloscCodec {
  BLOSCLZ {
    @Override
    int unpacked(byte[] from, int start, int length, byte[] to, int at, int size) {
      return BloscLz.unpack(from, start, start + length, to, at, at + size) - at;
    }
  },
  LZ4 {
    @Override
    int unpacked(byte[] from, int start, int length, byte[] to, int at, int size) {
      return LZ4_SAFE.decompress(from, start, length, to, at, size);
    }
  },
  SNAPPY {
    @Override
    int unpacked(byte[] from, int start, int length, byte[] to, int at, int size) {
      throw new HdfFilterException("Blosc with snappy; write it with zstd, lz4, zlib or blosclz");
    }
  },
  ZLIB {
    @Override
    int unpacked(byte[] from, int start, int length, byte[] to, int at, int size)
        throws DataFormatException {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(from, start, length);
        return inflater.inflate(to, at, size);
      } finally {
        inflater.end();
      }
    }
  },
  ZSTD {
    @Override
    int unpacked(byte[] from, int start, int length, byte[] to, int at, int size) {
      return (int) Zstd.decompressByteArray(to, at, size, from, start, length);
    }
  };

  /** The one that trusts nothing; the faster ones read beyond damaged input. */
  private static final LZ4SafeDecompressor LZ4_SAFE = LZ4Factory.safeInstance().safeDecompressor();

  static BloscCodec of(int number) {
    Blosc.require(number < values().length, "codec %d", number);
    return values()[number];
  }

  /**
   * Unpacks a part of {@code size} bytes.
   *
   * @throws HdfFilterException if it becomes anything else
   */
  void unpack(byte[] from, int start, int length, byte[] to, int at, int size) {
    try {
      int unpacked = unpacked(from, start, length, to, at, size);
      Blosc.require(unpacked == size, "%d bytes of %s, expected %d", unpacked, this, size);
    } catch (LZ4Exception | ZstdException | DataFormatException e) {
      throw new HdfFilterException("a damaged Blosc frame: " + this + ": " + e.getMessage(), e);
    }
  }

  /** How many bytes a part became; never writes beyond its place. */
  abstract int unpacked(byte[] from, int start, int length, byte[] to, int at, int size)
      throws DataFormatException;
}
