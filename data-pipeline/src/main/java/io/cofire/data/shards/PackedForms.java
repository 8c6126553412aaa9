package io.cofire.data.shards;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The packed forms of event columns in a shard (see {@code SHARD_FORMAT.md}): times as LEB128 of
 * the difference to the time before, coordinates as one byte where the sensor's side allows and two
 * little-endian bytes otherwise, polarities as bits, lowest first.
 */
final class PackedForms {

  /** Most bytes of one packed time. */
  static final int LONGEST_TIME = 10;

  /** Multiplied with eight bytes of 0 or 1 it brings byte i to bit 56 + i. */
  private static final long GATHER = 0x0102040810204080L;

  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PackedForms() {}

  /** Bytes of a coordinate below this. */
  static int coordinateBytes(int side) {
    return side <= 256 ? 1 : 2;
  }

  /**
   * Packs times.
   *
   * @param before the time before the first of them, 0 if there is none
   * @param packed has room for {@link #LONGEST_TIME} bytes each
   * @return where the packed bytes end
   */
  static int packTimes(long[] times, int from, int to, long before, byte[] packed, int at) {
    int end = at;
    long last = before;
    for (int i = from; i < to; i++) {
      long rest = times[i] - last; // a step back in time is a large unsigned number: rare, exact
      last = times[i];
      while ((rest & ~0x7FL) != 0) {
        packed[end++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      packed[end++] = (byte) rest;
    }
    return end;
  }

  static long[] unpackTimes(byte[] packed, int count) {
    requireMore(count >= 0 && count <= packed.length, "times", packed.length, count);
    long[] times = new long[count];
    int at = 0;
    long time = 0;
    for (int i = 0; i < count; i++) {
      long delta = 0;
      int shift = 0;
      byte part;
      do {
        requireMore(at < packed.length && shift < 7 * LONGEST_TIME, "times", i, count);
        part = packed[at++];
        delta |= (long) (part & 0x7F) << shift;
        shift += 7;
      } while (part < 0);
      time += delta;
      times[i] = time;
    }
    requireMore(at == packed.length, "times", count, count);
    return times;
  }

  /** Packs coordinates, which has room for them; gives where the packed bytes end. */
  static int packCoordinates(short[] values, int from, int to, int side, byte[] packed, int at) {
    int end = at;
    if (coordinateBytes(side) == 1) {
      for (int i = from; i < to; i++) {
        packed[end++] = (byte) values[i];
      }
      return end;
    }
    for (int i = from; i < to; i++) {
      packed[end++] = (byte) values[i];
      packed[end++] = (byte) (values[i] >> 8);
    }
    return end;
  }

  static short[] unpackCoordinates(byte[] packed, int count, int side) {
    int width = coordinateBytes(side);
    requireMore(packed.length == (long) width * count, "coordinates", packed.length / width, count);
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          width == 1
              ? (short) (packed[i] & 0xFF)
              : (short) ((packed[2 * i] & 0xFF) | (packed[2 * i + 1] << 8));
    }
    return values;
  }

  /** Packs polarities, a multiple of eight of them, which has room; gives where the bytes end. */
  static int packPolarities(byte[] values, int from, int to, byte[] packed, int at) {
    int end = at;
    for (int i = from; i < to; i += Long.BYTES) {
      long eight = (long) LONGS.get(values, i) & LOWEST_BITS;
      packed[end++] = (byte) ((eight * GATHER) >>> 56);
    }
    return end;
  }

  static byte[] unpackPolarities(byte[] packed, int count) {
    requireMore(packed.length == (count + 7) / 8, "polarities", packed.length * 8, count);
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) (packed[i >> 3] >> (i & 7) & 1);
    }
    return values;
  }

  private static void requireMore(boolean ok, String column, int found, int expected) {
    if (!ok) {
      throw new ShardException(
          String.format(
              Locale.ROOT,
              "Cannot unpack %s: expected %d events, found bytes for %d; prepare the data set again",
              column,
              expected,
              found));
    }
  }
}
