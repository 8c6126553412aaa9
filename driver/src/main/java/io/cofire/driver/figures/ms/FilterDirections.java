package io.cofire.driver.figures.ms;

import io.cofire.data.random.Key;
import io.cofire.ops.network.Layout;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two directions in the space of a network's parameters, orthogonal and, filter by filter, as long
 * as what they lead away from (Li et al. 2018, as Hu 2021 section V-A). Norms and biases do not
 * move.
 *
 * @param first delta
 * @param second eta
 */
record FilterDirections(float[] first, float[] second) {

  static FilterDirections of(Layout layout, float[] parameters, Key key) {
    SplittableRandom random = key.random();
    float[] first = normal(parameters.length, random);
    float[] second = normal(parameters.length, random);
    boolean[] moved = new boolean[parameters.length];
    for (Layout.Entry entry : layout.entries()) {
      if (entry.shape().axes() >= 2) { // [oC,iC,kH,kW] or [out,in]: a filter is a run of the rest
        int size = entry.shape().count() / entry.shape().size(0);
        for (int from = entry.offset(); from < entry.end(); from += size) {
          scale(parameters, first, from, size);
          orthogonal(first, second, from, size);
          scale(parameters, second, from, size);
          Arrays.fill(moved, from, from + size, true);
        }
      }
    }
    for (int i = 0; i < moved.length; i++) {
      first[i] = moved[i] ? first[i] : 0;
      second[i] = moved[i] ? second[i] : 0;
    }
    return new FilterDirections(first, second);
  }

  /** theta + alpha delta + beta eta. */
  float[] from(float[] parameters, double alpha, double beta) {
    float[] moved = parameters.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (alpha * first[i] + beta * second[i]);
    }
    return moved;
  }

  private static float[] normal(int length, SplittableRandom random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static void scale(float[] like, float[] direction, int from, int size) {
    double wanted = Math.sqrt(product(like, like, from, size));
    double found = Math.sqrt(product(direction, direction, from, size));
    for (int i = from; i < from + size; i++) {
      direction[i] *= (float) (wanted / Math.max(found, 1e-30));
    }
  }

  private static void orthogonal(float[] first, float[] second, int from, int size) {
    double length = product(first, first, from, size);
    double share = length == 0 ? 0 : product(first, second, from, size) / length;
    for (int i = from; i < from + size; i++) {
      second[i] -= (float) (share * first[i]);
    }
  }

  private static double product(float[] a, float[] b, int from, int size) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
