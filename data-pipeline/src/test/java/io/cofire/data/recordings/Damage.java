package io.cofire.data.recordings;

import java.util.Arrays;
import java.util.SplittableRandom;

/** One way in which the bytes of a file go wrong. */
enum Damage {
  BIT_FLIPS {
    @Override
    byte[] inflict(byte[] file, byte[] donor, SplittableRandom random) {
      byte[] out = file.clone();
      for (int i = random.nextInt(1, 17); i > 0 && out.length > 0; i--) {
        out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return out;
    }
  },
  TRUNCATION {
    @Override
    byte[] inflict(byte[] file, byte[] donor, SplittableRandom random) {
      return Arrays.copyOf(file, random.nextInt(file.length + 1));
    }
  },
  /** A block of this or another file over, into or instead of a block of this one. */
  SPLICE {
    @Override
    byte[] inflict(byte[] file, byte[] donor, SplittableRandom random) {
      byte[] source = random.nextBoolean() ? file : donor;
      int from = random.nextInt(source.length + 1);
      int to = Math.min(source.length, from + random.nextInt(1, 600));
      int cut = random.nextInt(file.length + 1);
      int resume = Math.min(file.length, cut + random.nextInt(600));
      byte[] out = Arrays.copyOf(file, cut + (to - from) + (file.length - resume));
      System.arraycopy(source, from, out, cut, to - from);
      System.arraycopy(file, resume, out, cut + to - from, file.length - resume);
      return out;
    }
  },
  /** An extreme number over some bytes: lengths, offsets, times and counts lie everywhere. */
  ABSURD_NUMBER {
    @Override
    byte[] inflict(byte[] file, byte[] donor, SplittableRandom random) {
      byte[] out = file.clone();
      long value = EXTREMES[random.nextInt(EXTREMES.length)];
      boolean bigEndian = random.nextBoolean();
      int width = 1 << random.nextInt(4);
      int at = random.nextInt(out.length + 1) & -(random.nextBoolean() ? width : 1);
      for (int i = 0; i < width && at + i < out.length; i++) {
        out[at + i] = (byte) (value >>> (8 * (bigEndian ? width - 1 - i : i)));
      }
      return out;
    }
  },
  /** An extreme number in the text of a header. */
  ABSURD_DIGITS {
    @Override
    byte[] inflict(byte[] file, byte[] donor, SplittableRandom random) {
      byte[] out = file.clone();
      int at = 0;
      for (int skip = random.nextInt(1, 40); at < out.length && skip > 0; at++) {
        skip -= out[at] >= '0' && out[at] <= '9' ? 1 : 0;
      }
      for (int i = Math.max(0, at - 1); i < Math.min(out.length, at + random.nextInt(12)); i++) {
        out[i] = (byte) (random.nextInt(8) == 0 ? '-' : '9');
      }
      return out;
    }
  },
  NOISE {
    @Override
    byte[] inflict(byte[] file, byte[] donor, SplittableRandom random) {
      byte[] out = file.clone();
      int from = random.nextInt(out.length + 1);
      int to = Math.min(out.length, from + random.nextInt(1, 200));
      for (int i = from; i < to; i++) {
        out[i] = (byte) random.nextInt(256);
      }
      return out;
    }
  };

  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    -2,
    Byte.MAX_VALUE,
    Byte.MIN_VALUE,
    Short.MAX_VALUE,
    Short.MIN_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFF_FFFFL,
    0x4000_0000,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  /** The file with this damage. */
  abstract byte[] inflict(byte[] file, byte[] donor, SplittableRandom random);

  /** The file with one to three kinds of damage. */
  static byte[] some(byte[] file, byte[] donor, SplittableRandom random) {
    byte[] damaged = file;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      damaged = values()[random.nextInt(values().length)].inflict(damaged, donor, random);
    }
    return damaged;
  }
}
