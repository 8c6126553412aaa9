package io.cofire.data.pixels;

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
 * <p>Weights are integers that add up to exactly {@link #ONE}: rounded along their running sum, so
 * that no error gathers. Used again for the next picture; one thread at a time.
 */
final class Taps {

  /** Sum of the weights of a value. */
  static final int ONE = 256;

  private int stride;
  private int[] first = new int[0];
  private int[] weights = new int[0];
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
    reserve(outputs, room);
    int used = 1;
    for (int i = 0; i < outputs; i++) {
      double centre = from + (start + i + 0.5) * scale;
      int begin = Math.max(low, (int) (centre - support + 0.5)); // below 0 it is low in any case
      int end = Math.min(high, (int) (centre + support + 0.5));
      first[i] = begin;
      used = Math.max(used, weigh(begin, end, centre, support, i * room));
    }
    stride = used;
    close(outputs, room);
    keepInside(outputs, low, high);
  }

  private void reserve(int outputs, int room) {
    if (first.length < outputs) {
      first = new int[outputs];
    }
    if (weights.length < outputs * room) {
      weights = new int[outputs * room];
    }
    if (raw.length < room) {
      raw = new double[room];
    }
    Arrays.fill(weights, 0, outputs * room, 0);
  }

  /** Writes the weights of one value and says how many there are up to the last that counts. */
  private int weigh(int begin, int end, double centre, double support, int at) {
    double total = 0;
    double slope = 1 / support;
    for (int k = begin; k < end; k++) {
      raw[k - begin] = Math.max(0, 1 - Math.abs(k + 0.5 - centre) * slope);
      total += raw[k - begin];
    }
    double whole = ONE / total;
    double sum = 0;
    int before = 0;
    int used = 1;
    for (int k = 0; k < end - begin; k++) {
      sum += raw[k];
      int upTo = (int) (sum * whole + 0.5);
      weights[at + k] = upTo - before;
      used = upTo > before ? k + 1 : used;
      before = upTo;
    }
    return used;
  }

  /** Moves the rows of weights together once their longest is known. */
  private void close(int outputs, int room) {
    for (int i = 1; i < outputs; i++) {
      System.arraycopy(weights, i * room, weights, i * stride, stride);
    }
  }

  /** Near the end of the part a row of the full length would reach over it: it starts earlier. */
  private void keepInside(int outputs, int low, int high) {
    for (int i = outputs - 1; i >= 0 && first[i] + stride > high; i--) {
      int over = Math.min(first[i] + stride - high, first[i] - low);
      if (over > 0) {
        int at = i * stride;
        System.arraycopy(weights, at, weights, at + over, stride - over);
        Arrays.fill(weights, at, at + over, 0);
        first[i] -= over;
      }
    }
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
    return weights[output * stride + k];
  }

  /** All weights, [outputs, stride]. */
  int[] weights() {
    return weights;
  }

  /** All first values. */
  int[] firsts() {
    return first;
  }
}
