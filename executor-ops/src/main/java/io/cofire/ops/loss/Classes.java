package io.cofire.ops.loss;

import java.nio.FloatBuffer;

/** What every loss asks about classes. */
final class Classes {

  private Classes() {}

  /** Class of the largest of K outputs, the first of equals. */
  static int largest(FloatBuffer outputs, int from, int classes) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (outputs.get(from + k) > outputs.get(from + best)) {
        best = k;
      }
    }
    return best;
  }

  static void require(int label, int classes) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "Cannot take the loss: label %d is not a class (0 to %d, or -1 for padding)"
              .formatted(label, classes - 1));
    }
  }
}
