package io.cofire.ops.host;

import java.nio.FloatBuffer;
import java.util.List;

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

  /** How many blocks so many floats fill. */
  static int in(int floats) {
    return (floats + SIZE - 1) / SIZE;
  }

  /** Work over one block. */
  interface Work<S> {
    void run(S own, int from, int count);
  }

  /** Blocks of which none needs another. */
  static <S> void each(Crew crew, List<S> own, int floats, Work<S> work) {
    each(crew, own, floats, SIZE, work);
  }

  /** The same in pieces of another size. */
  static <S> void each(Crew crew, List<S> own, int floats, int size, Work<S> work) {
    crew.each(
        own,
        (floats + size - 1) / size,
        (its, first, until) -> {
          for (int unit = first; unit < until; unit++) {
            int from = unit * size;
            work.run(its, from, Math.min(size, floats - from));
          }
        });
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
