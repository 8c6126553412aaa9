package io.cofire.data.pictures;

import java.util.Arrays;

/**
 * Which values along one axis make each value of the resized axis, with which weights: the triangle
 * filter that is widened when an image shrinks, so that every value takes part (the "antialiased
 * bilinear" of Pillow and torchvision):
 *
 * <pre>
 *   scale = length / scaled,  support = max(scale, 1),  centre(i) = from + (i + 1/2) scale
 *   weight(i, k) ~ max(0, 1 - |k + 1/2 - centre(i)| / support)
 * </pre>
 *
 * <p>Weights are integers that add up to exactly 2^8, or 2^22 where there are many: rounded along
 * their running sum, so that no error gathers. Used again for the next picture; one thread at a
 * time.
 */
final class Taps {

  /** Bits of weights of which there are few. */
  static final int COARSE = 8;

  /** Bits of weights of which there are many. */
  static final int FINE = 22;

  private static final int FEW = 9;

  private int bits;
  private int stride;
  private int[] first = new int[0];
  private int[][] weights = new int[0][]; // [stride, outputs]
  private double[] raw = new double[0];

  /**
   * Sets the weights.
   *
   * @param from start of the part that is resized; the filter stops there
   * @param length its length
   * @param scaled length that it gets
   * @param start first value wanted of the scaled part
   * @param outputs values wanted
   */
  void set(double from, double length, int scaled, int start, int outputs) {
    double scale = length / scaled;
    double support = Math.max(scale, 1);
    int low = (int) Math.floor(from);
    int high = (int) Math.ceil(from + length);
    int room = Math.min(2 * (int) Math.ceil(support) + 1, high - low);
    bits = room > FEW ? FINE : COARSE;
    reserve(outputs, room);
    int used = 1;
    for (int i = 0; i < outputs; i++) {
      double centre = from + (start + i + 0.5) * scale;
      int begin = Math.max(low, (int) (centre - support + 0.5)); // below 0 it is low in any case
      int end = Math.min(high, (int) (centre + support + 0.5));
      first[i] = begin;
      used = Math.max(used, weigh(i, begin, end, centre, support));
    }
    stride = used;
    keepInside(outputs, low, high);
  }

  private void reserve(int outputs, int room) {
    if (first.length < outputs) {
      first = new int[outputs];
    }
    if (weights.length < room || weights[0].length < outputs) {
      weights = new int[Math.max(room, weights.length)][first.length];
    }
    if (raw.length < room) {
      raw = new double[room];
    }
    for (int k = 0; k < room; k++) {
      Arrays.fill(weights[k], 0, outputs, 0);
    }
  }

  /** Writes the weights of one value and says how many there are up to the last that counts. */
  private int weigh(int output, int begin, int end, double centre, double support) {
    double total = 0;
    double slope = 1 / support;
    for (int k = begin; k < end; k++) {
      raw[k - begin] = Math.max(0, 1 - Math.abs(k + 0.5 - centre) * slope);
      total += raw[k - begin];
    }
    double whole = (1 << bits) / total;
    double sum = 0;
    int before = 0;
    int used = 1;
    for (int k = 0; k < end - begin; k++) {
      sum += raw[k];
      int upTo = (int) (sum * whole + 0.5);
      weights[k][output] = upTo - before;
      used = upTo > before ? k + 1 : used;
      before = upTo;
    }
    return used;
  }

  /** Near the end of the part a value's weights would reach over it: they start earlier. */
  private void keepInside(int outputs, int low, int high) {
    for (int i = outputs - 1; i >= 0 && first[i] + stride > high; i--) {
      int over = Math.min(first[i] + stride - high, first[i] - low);
      for (int k = stride - 1; k >= 0 && over > 0; k--) {
        weights[k][i] = k < over ? 0 : weights[k - over][i];
      }
      first[i] -= over;
    }
  }

  /** Whether the weights of a value add up to 2^22 and not to 2^8. */
  boolean areFine() {
    return bits == FINE;
  }

  /** Weights of each value; some may be 0. */
  int stride() {
    return stride;
  }

  /** The first value that a resized value is made from. */
  int first(int output) {
    return first[output];
  }

  /** The weight of value {@code first(output) + k}. */
  int weight(int output, int k) {
    return weights[k][output];
  }

  /** The weight of value {@code first(output) + k} for every output. */
  int[] weights(int k) {
    return weights[k];
  }
}
