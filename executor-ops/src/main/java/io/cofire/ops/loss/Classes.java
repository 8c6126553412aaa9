package io.cofire.ops.loss;

import io.cofire.data.batches.Targets;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/** What every loss asks about classes. */
final class Classes {

  private Classes() {}

  /** Class of the largest of K outputs, the first of equals; a NaN is below every number. */
  static int largest(FloatBuffer outputs, int from, int classes) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (isAbove(outputs.get(from + k), outputs.get(from + best))) {
        best = k;
      }
    }
    return best;
  }

  /** Classes that come before one in the order of {@link #largest}; 0 for the largest itself. */
  static int before(FloatBuffer outputs, int from, int classes, int label) {
    float mine = outputs.get(from + label);
    int before = 0;
    for (int k = 0; k < classes; k++) {
      float other = outputs.get(from + k);
      boolean equal = !isAbove(other, mine) && !isAbove(mine, other);
      before += isAbove(other, mine) || (equal && k < label) ? 1 : 0;
    }
    return before;
  }

  /** The classes of the largest outputs in the order of {@link #largest}, at most so many. */
  static int[] first(FloatBuffer outputs, int from, int classes, int most) {
    int[] first = new int[Math.min(most, classes)];
    int found = 0;
    for (int k = 0; k < classes; k++) {
      int place = found;
      while (place > 0 && isAbove(outputs.get(from + k), outputs.get(from + first[place - 1]))) {
        place--;
      }
      if (place < first.length) {
        found = Math.min(first.length, found + 1);
        System.arraycopy(first, place, first, place + 1, found - place - 1);
        first[place] = k;
      }
    }
    return first;
  }

  /** Softmax of K outputs; a NaN among them makes all of them NaN. */
  static float[] softmax(FloatBuffer outputs, int from, int classes) {
    double largest = outputs.get(from + largest(outputs, from, classes));
    double[] weights = new double[classes];
    for (int k = 0; k < classes; k++) {
      weights[k] = StrictMath.exp(outputs.get(from + k) - largest); // the same on every machine
    }
    return shares(weights);
  }

  /** Each weight over their sum; equal shares where the sum is 0. */
  static float[] shares(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    float[] shares = new float[weights.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (float) (sum == 0 ? 1.0 / shares.length : weights[k] / sum);
    }
    return shares;
  }

  private static boolean isAbove(float a, float b) {
    return a > b || (Float.isNaN(b) && !Float.isNaN(a));
  }

  /**
   * What a batch costs.
   *
   * @param cost of a sample that counts
   * @param prediction class that is predicted for it
   */
  static Loss.Share share(
      Targets targets,
      int classes,
      ClassWeights weights,
      IntToDoubleFunction cost,
      IntUnaryOperator prediction) {
    double sum = 0;
    double weight = 0;
    int correct = 0;
    int count = 0;
    for (int n = 0; n < targets.size(); n++) {
      int label = targets.labels()[n];
      if (label != Targets.PADDING) {
        require(label, classes);
        require(targets.others()[n], classes);
        sum += cost.applyAsDouble(n);
        correct += prediction.applyAsInt(n) == label ? 1 : 0;
        weight += weights.of(targets, n);
        count++;
      }
    }
    return new Loss.Share(sum, correct, count, weight);
  }

  private static void require(int label, int classes) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot take the loss: label %d is not a class (0 to %d, or -1 for padding)",
              label,
              classes - 1));
    }
  }
}
