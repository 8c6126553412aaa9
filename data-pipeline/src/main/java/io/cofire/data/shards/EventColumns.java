package io.cofire.data.shards;

import java.util.Arrays;

/**
 * The packed forms of event columns in a shard (see {@code SHARD_FORMAT.md}): times as LEB128 of
 * the difference to the time before, coordinates as one byte where the sensor's side allows and two
 * little-endian bytes otherwise, polarities as bits, lowest first.
 */
final class EventColumns {

  private static final int LONGEST_VARINT = 10;

  private EventColumns() {}

  static byte[] packTimes(long[] times) {
    byte[] packed = new byte[Math.max(16, times.length + times.length / 2)];
    int at = 0;
    long before = 0;
    for (long time : times) {
      if (packed.length - at < LONGEST_VARINT) {
        packed = Arrays.copyOf(packed, packed.length * 2);
      }
      long rest = time - before; // a step back in time is a large unsigned number: rare, and exact
      while ((rest & ~0x7FL) != 0) {
        packed[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      packed[at++] = (byte) rest;
      before = time;
    }
    return Arrays.copyOf(packed, at);
  }

  static long[] unpackTimes(byte[] packed, int count) {
    long[] times = new long[count];
    int at = 0;
    long time = 0;
    for (int i = 0; i < count; i++) {
      long delta = 0;
      int shift = 0;
      byte part;
      do {
        requireMore(at < packed.length && shift < 7 * LONGEST_VARINT, "times", i, count);
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

  static byte[] packCoordinates(short[] values, int side) {
    if (side <= 256) {
      byte[] packed = new byte[values.length];
      for (int i = 0; i < values.length; i++) {
        packed[i] = (byte) values[i];
      }
      return packed;
    }
    byte[] packed = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      packed[2 * i] = (byte) values[i];
      packed[2 * i + 1] = (byte) (values[i] >> 8);
    }
    return packed;
  }

  static short[] unpackCoordinates(byte[] packed, int count, int side) {
    int width = side <= 256 ? 1 : 2;
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

  static byte[] packPolarities(byte[] values) {
    byte[] packed = new byte[(values.length + 7) / 8];
    for (int i = 0; i < values.length; i++) {
      packed[i >> 3] |= (byte) ((values[i] & 1) << (i & 7));
    }
    return packed;
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
          "Cannot unpack %s: expected %d events, found bytes for %d; prepare the data set again"
              .formatted(column, expected, found));
    }
  }
}
