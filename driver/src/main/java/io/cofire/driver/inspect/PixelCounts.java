package io.cofire.driver.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Events of each pixel. Rows are made when they are needed, and pixels from column or row 4096 on
 * are not counted one by one, so that it takes at most 64 MiB whatever a file says.
 */
final class PixelCounts {

  private static final int MOST = 4096;

  /** A pixel is hot when it has more than this many times the median of the pixels that fired. */
  private static final int HOT = 10;

  private final int[][] rows = new int[MOST][];
  private boolean complete = true;

  /** A pixel and its number of events. */
  record Pixel(int x, int y, int events) {}

  void add(int x, int y) {
    if (x >= MOST || y >= MOST) {
      complete = false;
      return;
    }
    if (rows[y] == null) {
      rows[y] = new int[MOST];
    }
    rows[y][x]++;
  }

  /** Whether every event fell where pixels are counted. */
  boolean complete() {
    return complete;
  }

  /** Pixels with events, row by row. */
  List<Pixel> fired() {
    List<Pixel> fired = new ArrayList<>();
    for (int y = 0; y < MOST; y++) {
      for (int x = 0; rows[y] != null && x < MOST; x++) {
        if (rows[y][x] > 0) {
          fired.add(new Pixel(x, y, rows[y][x]));
        }
      }
    }
    return fired;
  }

  /** Those with more than ten times the median, the busiest first. */
  static List<Pixel> hot(List<Pixel> fired) {
    int[] sorted = fired.stream().mapToInt(Pixel::events).sorted().toArray();
    long limit = sorted.length == 0 ? 0 : (long) HOT * sorted[sorted.length / 2];
    return fired.stream()
        .filter(pixel -> pixel.events() > limit)
        .sorted(Comparator.comparingInt(Pixel::events).reversed())
        .toList();
  }
}
