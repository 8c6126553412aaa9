package io.cofire.data.pictures;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Resizes a window of a picture: first along its rows, then along its columns, rounded to bytes in
 * between as Pillow does, with the weights of {@link Taps}.
 *
 * <p>A pixel is an int of red, green, blue and a byte that is anything. Two of its bytes are
 * weighed at once, each in a half of an int: the largest sum, 255 * 256 + 128, is below 2^16. Sums
 * of many pixels, which are rare, have finer weights and a plain loop.
 */
final class Resampler {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int COLOURS = 3;
  private static final int HALVES = 0x00FF_00FF;
  private static final int ROUNDING = 0x0080_0080; // half of what a sum loses
  private static final int FINE_ROUNDING = 1 << (Taps.FINE - 1);

  private Window window;
  private final Taps columns = new Taps();
  private final Taps rows = new Taps();
  private int[][] ring = new int[0][]; // resized rows, source row r at r % length
  private int[] held = new int[0]; // number of the row that a place of the ring holds
  private byte[] source = new byte[0]; // a row of the picture
  private int[] places = new int[0]; // in it, of the first pixel of each sum
  private int[] gathered = new int[0];
  private int[] even = new int[0]; // sums of red and blue
  private int[] odd = new int[0]; // sums of green
  private int[] result = new int[0];

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
  void draw(PixelRows from, Window next, Picture into) {
    aim(next);
    draw(from, into);
  }

  /** Resizes the window that was set into a picture of three channels. */
  void draw(PixelRows from, Picture into) {
    int width = window.width();
    into.reset(width, window.height(), COLOURS);
    int left = columns.first(0);
    int count = columns.first(width - 1) + columns.stride() - left;
    reserve(width, count);
    for (int x = 0; x < width; x++) {
      places[x] = (columns.first(x) - left) * COLOURS;
    }
    for (int y = 0; y < window.height(); y++) {
      for (int k = 0; k < rows.stride(); k++) {
        int row = rows.first(y) + k;
        if (rows.weight(y, k) > 0 && held[row % held.length] != row) {
          from.copy(row, left, source, count);
          weighRow(ring[row % held.length], width);
          held[row % held.length] = row;
        }
      }
      weighColumns(y, width);
      put(into.values(), y * width * COLOURS, width);
    }
  }

  private void reserve(int width, int count) {
    if (ring.length < rows.stride() || result.length < width) {
      ring = new int[Math.max(rows.stride(), ring.length)][width];
      held = new int[ring.length];
      places = new int[width];
      gathered = new int[width];
      even = new int[width];
      odd = new int[width];
      result = new int[width];
    }
    if (source.length <= count * COLOURS) {
      source = new byte[count * COLOURS + 1]; // the last pixel is read as an int
    }
    Arrays.fill(held, -1);
  }

  private int[] row(int y, int k) {
    return ring[(rows.first(y) + k) % ring.length];
  }

  private void weighRow(int[] to, int width) {
    if (columns.areFine()) {
      weighRowFinely(to, width);
      return;
    }
    Arrays.fill(even, 0, width, ROUNDING);
    Arrays.fill(odd, 0, width, ROUNDING);
    for (int k = 0; k < columns.stride(); k++) {
      gather(k * COLOURS, width);
      add(gathered, columns.weights(k), width);
    }
    round(to, width);
  }

  private void gather(int shift, int width) {
    byte[] bytes = source;
    int[] from = places;
    int[] to = gathered;
    for (int x = 0; x < width; x++) {
      to[x] = (int) INTS.get(bytes, from[x] + shift);
    }
  }

  private void add(int[] values, int[] weights, int width) {
    int[] evens = even;
    int[] odds = odd;
    for (int x = 0; x < width; x++) {
      evens[x] += (values[x] & HALVES) * weights[x];
    }
    for (int x = 0; x < width; x++) {
      odds[x] += ((values[x] >>> 8) & HALVES) * weights[x];
    }
  }

  private void add(int[] values, int weight, int width) {
    int[] evens = even;
    int[] odds = odd;
    for (int x = 0; x < width; x++) {
      evens[x] += (values[x] & HALVES) * weight;
    }
    for (int x = 0; x < width; x++) {
      odds[x] += ((values[x] >>> 8) & HALVES) * weight;
    }
  }

  private void round(int[] to, int width) {
    int[] evens = even;
    int[] odds = odd;
    for (int x = 0; x < width; x++) {
      to[x] = ((evens[x] >>> Taps.COARSE) & HALVES) | (odds[x] & ~HALVES);
    }
  }

  private void weighColumns(int y, int width) {
    if (rows.areFine()) {
      weighColumnsFinely(y, width);
      return;
    }
    Arrays.fill(even, 0, width, ROUNDING);
    Arrays.fill(odd, 0, width, ROUNDING);
    for (int k = 0; k < rows.stride(); k++) {
      if (rows.weight(y, k) > 0) {
        add(row(y, k), rows.weight(y, k), width);
      }
    }
    round(result, width);
  }

  private void weighRowFinely(int[] to, int width) {
    for (int x = 0; x < width; x++) {
      int red = FINE_ROUNDING;
      int green = FINE_ROUNDING;
      int blue = FINE_ROUNDING;
      for (int k = 0, at = places[x]; k < columns.stride(); k++, at += COLOURS) {
        int weight = columns.weight(x, k);
        red += (source[at] & 0xFF) * weight;
        green += (source[at + 1] & 0xFF) * weight;
        blue += (source[at + 2] & 0xFF) * weight;
      }
      to[x] = pixel(red, green, blue);
    }
  }

  private void weighColumnsFinely(int y, int width) {
    for (int x = 0; x < width; x++) {
      int red = FINE_ROUNDING;
      int green = FINE_ROUNDING;
      int blue = FINE_ROUNDING;
      for (int k = 0; k < rows.stride(); k++) {
        int weight = rows.weight(y, k);
        int pixel = weight == 0 ? 0 : row(y, k)[x]; // a row of no weight was not resized
        red += (pixel & 0xFF) * weight;
        green += ((pixel >>> 8) & 0xFF) * weight;
        blue += ((pixel >>> 16) & 0xFF) * weight;
      }
      result[x] = pixel(red, green, blue);
    }
  }

  private static int pixel(int red, int green, int blue) {
    return (red >>> Taps.FINE) | ((green >>> Taps.FINE) << 8) | ((blue >>> Taps.FINE) << 16);
  }

  /** Writes pixels: the fourth byte of each is overwritten by the next one. */
  private void put(byte[] to, int at, int width) {
    int[] from = result;
    int last = width - 1;
    for (int x = 0, place = at; x < last; x++, place += COLOURS) {
      INTS.set(to, place, from[x]);
    }
    for (int c = 0; c < COLOURS; c++) {
      to[at + last * COLOURS + c] = (byte) (from[last] >>> (8 * c));
    }
  }
}
