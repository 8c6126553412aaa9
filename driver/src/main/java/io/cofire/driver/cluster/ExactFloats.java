package io.cofire.driver.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * 64-bit numbers as 32-bit floats, without loss, for a collective that carries floats: three
 * integers of 22 bits each, which floats hold exactly.
 */
final class ExactFloats {

  private static final int BITS = 22;
  private static final long MASK = (1L << BITS) - 1;

  private final List<Float> floats = new ArrayList<>();

  ExactFloats add(long value) {
    for (int i = 0; i < 3; i++) {
      floats.add((float) (value >>> (i * BITS) & MASK));
    }
    return this;
  }

  ExactFloats add(double value) {
    return add(Double.doubleToRawLongBits(value));
  }

  float[] toArray() {
    float[] array = new float[floats.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = floats.get(i);
    }
    return array;
  }

  /** Reads numbers back in the order in which they were added. */
  static final class Reader {
    private final float[] floats;
    private int next;

    Reader(float[] floats) {
      this.floats = floats;
    }

    long nextLong() {
      long value = 0;
      for (int i = 0; i < 3; i++) {
        value |= (long) floats[next++] << (i * BITS);
      }
      return value;
    }

    double nextDouble() {
      return Double.longBitsToDouble(nextLong());
    }
  }
}
