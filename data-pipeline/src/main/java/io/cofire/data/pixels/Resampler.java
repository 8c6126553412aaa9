package io.cofire.data.pixels;

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
  private static final int KEPT = 0x1FFF;
  private static final int LANE = 21;
  private static final int LAST_BITS = 13; // 5 of the column's sum and 8 of the row's weights
  private static final long HALF = 1L << (LAST_BITS - 1);
  private static final long HALF_EACH = HALF | HALF << LANE | HALF << (2 * LANE);

  private final Taps columns = new Taps();
  private final Taps rows = new Taps();
  private int[][] ring = new int[0][]; // source rows, row r at r % length
  private int[] held = new int[0]; // number of the row that a place of the ring holds
  private int[] even = new int[0]; // sums of bytes 0 and 2 of each int
  private int[] odd = new int[0]; // sums of bytes 1 and 3
  private long[] pixels = new long[0]; // a row's colours in lanes

  /** Rows of the source, from the top, that a window needs. */
  int rowsNeeded(Window window) {
    rows.set(window.top(), window.boxHeight(), window.scaledHeight(), window.y(), window.height());
    int last = window.height() - 1;
    return rows.first(last) + rows.stride();
  }

  /** Resizes a window into a picture of three channels. */
  void draw(PixelRows source, Window window, Picture into) {
    into.reset(window.width(), window.height(), 3);
    rows.set(window.top(), window.boxHeight(), window.scaledHeight(), window.y(), window.height());
    columns.set(window.left(), window.boxWidth(), window.scaledWidth(), window.x(), window.width());
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
    java.util.Arrays.fill(held, -1);
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
      return;
    }
    start(row(y, 0), rows.weight(y, 0), row(y, 1), rows.weight(y, 1), count);
    int k = 2;
    for (; k + 1 < stride; k += 2) {
      add(row(y, k), rows.weight(y, k), row(y, k + 1), rows.weight(y, k + 1), count);
    }
    if (k < stride && rows.weight(y, k) > 0) {
      add(row(y, k), rows.weight(y, k), count);
    }
  }

  private void start(int[] a, int weightA, int[] b, int weightB, int count) {
    int[] evens = even;
    int[] odds = odd;
    for (int i = 0; i < count; i++) {
      evens[i] = (a[i] & HALVES) * weightA + (b[i] & HALVES) * weightB + ROUNDING;
      odds[i] = (a[i] >>> 8 & HALVES) * weightA + (b[i] >>> 8 & HALVES) * weightB + ROUNDING;
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

  private void add(int[] a, int weightA, int count) {
    int[] evens = even;
    int[] odds = odd;
    for (int i = 0; i < count; i++) {
      evens[i] += (a[i] & HALVES) * weightA;
      odds[i] += (a[i] >>> 8 & HALVES) * weightA;
    }
  }

  /** Twelve bytes, whose sums are in six ints, are four pixels. */
  private void pack(int count) {
    for (int i = 0, p = 0; i < count; i += 3, p += 4) {
      pixels[p] = pixel(even[i], odd[i], even[i] >>> 16);
      pixels[p + 1] = pixel(odd[i] >>> 16, even[i + 1], odd[i + 1]);
      pixels[p + 2] = pixel(even[i + 1] >>> 16, odd[i + 1] >>> 16, even[i + 2]);
      pixels[p + 3] = pixel(odd[i + 2], even[i + 2] >>> 16, odd[i + 2] >>> 16);
    }
  }

  private static long pixel(int red, int green, int blue) {
    return (red >>> LOST_BITS & KEPT)
        | (long) (green >>> LOST_BITS & KEPT) << LANE
        | (long) (blue >>> LOST_BITS & KEPT) << (2 * LANE);
  }

  private void weighRows(int from, byte[] into, int at, int width) {
    int[] firsts = columns.firsts();
    int[] weights = columns.weights();
    int stride = columns.stride();
    for (int x = 0, w = 0, to = at; x < width; x++, w += stride, to += 3) {
      int p = firsts[x] - from;
      long sum = HALF_EACH;
      for (int k = 0; k < stride; k++) {
        sum += weights[w + k] * pixels[p + k];
      }
      into[to] = (byte) (sum >>> LAST_BITS);
      into[to + 1] = (byte) (sum >>> (LANE + LAST_BITS));
      into[to + 2] = (byte) (sum >>> (2 * LANE + LAST_BITS));
    }
  }
}
