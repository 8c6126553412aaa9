package io.cofire.data.pixels;

import java.util.Arrays;

/**
 * Resizes a window of a picture: first along its columns, then along its rows, with the weights of
 * {@link Taps}. Bytes are weighed in integers, several in one register: two of an int's four bytes
 * in its two halves, and red, green and blue of a pixel in a long.
 *
 * <p>A column's sum keeps 5 of its 8 fractional bits; the result is rounded once, at the end. The
 * largest sum, 255 * 32 * 256 + 4096, is below 2^21: no colour reaches into its neighbour.
 */
final class Resampler {

  private static final int HALVES = 0x00FF_00FF;
  private static final int ROUNDING = 0x0004_0004; // half of what a column's sum loses
  private static final int LOST_BITS = 3;
  private static final int KEPT = 0x1FFF_1FFF;
  private static final int LOW = 0xFFFF;
  private static final int LANE = 21;
  private static final int LAST_BITS = 13; // 5 of the column's sum and 8 of the row's weights
  private static final long HALF = 1L << (LAST_BITS - 1);
  private static final long HALF_EACH = HALF | HALF << LANE | HALF << (2 * LANE);

  private Window window;
  private final Taps columns = new Taps();
  private final Taps rows = new Taps();
  private int[][] ring = new int[0][]; // source rows, row r at r % length
  private int[] held = new int[0]; // number of the row that a place of the ring holds
  private int[] even = new int[0]; // sums of bytes 0 and 2 of each int
  private int[] odd = new int[0]; // sums of bytes 1 and 3
  private long[] pixels = new long[0]; // a row's colours in lanes

  /**
   * Sets the window that is drawn next and says how many rows of the source, from the top, it
   * needs.
   */
  int aim(Window next) {
    window = next;
    rows.set(next.top(), next.boxHeight(), next.scaledHeight(), next.y(), next.height());
    columns.set(next.left(), next.boxWidth(), next.scaledWidth(), next.x(), next.width());
    return rows.first(next.height() - 1) + rows.stride();
  }

  /** Resizes a window into a picture of three channels. */
  void draw(PixelRows source, Window next, Picture into) {
    aim(next);
    draw(source, into);
  }

  /** Resizes the window that was set into a picture of three channels. */
  void draw(PixelRows source, Picture into) {
    into.reset(window.width(), window.height(), 3);
    int group = columns.first(0) / 4;
    int end = columns.first(window.width() - 1) + columns.stride();
    int count = PixelRows.ints(end - 4 * group);
    reserve(count, rows.stride());
    for (int y = 0; y < window.height(); y++) {
      load(source, y, group, count);
      weighColumns(y, count);
      pack(count);
      weighRows(4 * group, into.values(), y * window.width() * 3, window.width());
    }
  }

  private void reserve(int count, int stride) {
    if (ring.length < stride || ring[0].length < count) {
      ring = new int[Math.max(stride, ring.length)][count];
      held = new int[ring.length];
      even = new int[count];
      odd = new int[count];
      pixels = new long[count / 3 * 4];
    }
    Arrays.fill(held, -1);
  }

  private void load(PixelRows source, int y, int group, int count) {
    int first = rows.first(y);
    for (int row = first; row < first + rows.stride(); row++) {
      int place = row % ring.length;
      if (held[place] != row) {
        source.copy(row, group, ring[place], count);
        held[place] = row;
      }
    }
  }

  private int[] row(int y, int k) {
    return ring[(rows.first(y) + k) % ring.length];
  }

  private void weighColumns(int y, int count) {
    int stride = rows.stride();
    if (stride == 1) {
      start(row(y, 0), rows.weight(y, 0), row(y, 0), 0, count);
    } else {
      start(row(y, 0), rows.weight(y, 0), row(y, 1), rows.weight(y, 1), count);
    }
    for (int k = 2; k < stride; k += 2) {
      int next = Math.min(k + 1, stride - 1);
      int weight = next == k ? 0 : rows.weight(y, next);
      if (rows.weight(y, k) + weight > 0) {
        add(row(y, k), rows.weight(y, k), row(y, next), weight, count);
      }
    }
    round(count);
  }

  private void start(int[] a, int weightA, int[] b, int weightB, int count) {
    int[] evens = even;
    int[] odds = odd;
    for (int i = 0; i < count; i++) {
      evens[i] = (a[i] & HALVES) * weightA + (b[i] & HALVES) * weightB;
      odds[i] = (a[i] >>> 8 & HALVES) * weightA + (b[i] >>> 8 & HALVES) * weightB;
    }
  }

  private void add(int[] a, int weightA, int[] b, int weightB, int count) {
    int[] evens = even;
    int[] odds = odd;
    for (int i = 0; i < count; i++) {
      evens[i] += (a[i] & HALVES) * weightA + (b[i] & HALVES) * weightB;
      odds[i] += (a[i] >>> 8 & HALVES) * weightA + (b[i] >>> 8 & HALVES) * weightB;
    }
  }

  private void round(int count) {
    int[] evens = even;
    int[] odds = odd;
    for (int i = 0; i < count; i++) {
      evens[i] = (evens[i] + ROUNDING) >>> LOST_BITS & KEPT;
      odds[i] = (odds[i] + ROUNDING) >>> LOST_BITS & KEPT;
    }
  }

  /** Twelve bytes, whose sums are in six ints, are four pixels. */
  private void pack(int count) {
    int[] evens = even;
    int[] odds = odd;
    long[] to = pixels;
    for (int i = 0, p = 0; i < count; i += 3, p += 4) {
      int e0 = evens[i];
      int o0 = odds[i];
      int e1 = evens[i + 1];
      int o1 = odds[i + 1];
      int e2 = evens[i + 2];
      int o2 = odds[i + 2];
      to[p] = pixel(e0 & LOW, o0 & LOW, e0 >>> 16);
      to[p + 1] = pixel(o0 >>> 16, e1 & LOW, o1 & LOW);
      to[p + 2] = pixel(e1 >>> 16, o1 >>> 16, e2 & LOW);
      to[p + 3] = pixel(o2 & LOW, e2 >>> 16, o2 >>> 16);
    }
  }

  private static long pixel(int red, int green, int blue) {
    return red | (long) green << LANE | (long) blue << (2 * LANE);
  }

  private void weighRows(int from, byte[] into, int at, int width) {
    switch (columns.stride()) {
      case 2 -> weighTwo(from, into, at, width);
      case 3 -> weighThree(from, into, at, width);
      default -> weighMany(from, into, at, width);
    }
  }

  private void weighTwo(int from, byte[] into, int at, int width) {
    int[] firsts = columns.firsts();
    int[] weights = columns.weights();
    long[] values = pixels;
    for (int x = 0; x < width; x++) {
      int p = firsts[x] - from;
      long sum = HALF_EACH + weights[2 * x] * values[p] + weights[2 * x + 1] * values[p + 1];
      put(sum, into, at + 3 * x);
    }
  }

  private void weighThree(int from, byte[] into, int at, int width) {
    int[] firsts = columns.firsts();
    int[] weights = columns.weights();
    long[] values = pixels;
    for (int x = 0; x < width; x++) {
      int p = firsts[x] - from;
      long sum = HALF_EACH + weights[3 * x] * values[p];
      sum += weights[3 * x + 1] * values[p + 1] + weights[3 * x + 2] * values[p + 2];
      put(sum, into, at + 3 * x);
    }
  }

  private void weighMany(int from, byte[] into, int at, int width) {
    int[] firsts = columns.firsts();
    int[] weights = columns.weights();
    long[] values = pixels;
    int stride = columns.stride();
    for (int x = 0, w = 0; x < width; x++, w += stride) {
      int p = firsts[x] - from;
      long sum = HALF_EACH;
      for (int k = 0; k < stride; k++) {
        sum += weights[w + k] * values[p + k];
      }
      put(sum, into, at + 3 * x);
    }
  }

  private static void put(long sum, byte[] into, int at) {
    into[at] = (byte) (sum >>> LAST_BITS);
    into[at + 1] = (byte) (sum >>> (LANE + LAST_BITS));
    into[at + 2] = (byte) (sum >>> (2 * LANE + LAST_BITS));
  }
}
