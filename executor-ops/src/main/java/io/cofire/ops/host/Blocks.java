package io.cofire.ops.host;

import java.nio.FloatBuffer;

/**
 * Tensors pass through heap blocks of 4 KB: the copies stay in the first cache, and loops over
 * small arrays are what the just-in-time compiler turns into vector instructions.
 */
final class Blocks {

  /** Floats in a block. */
  static final int SIZE = 1024;

  private Blocks() {}

  static float[] block() {
    return new float[SIZE];
  }

  static void read(FloatBuffer from, int index, float[] block, int count) {
    from.get(index, block, 0, count);
  }

  static void write(float[] block, int count, FloatBuffer to, int index) {
    to.put(index, block, 0, count);
  }

  /** Adds the first count values of x to sums. */
  static void add(float[] x, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += x[i];
    }
  }
}
