package io.cofire.ops.twin;

import io.cofire.data.random.Key;
import io.cofire.ops.layer.Initial;
import io.cofire.ops.tensor.Shape;
import java.util.SplittableRandom;

/**
 * Random numbers that both sides compute with, by name.
 *
 * @param key where they come from
 * @param input [T,N,...]
 */
record Problem(Key key, Shape input) {

  /** Inputs of deviation about 1, none of them equal. */
  float[] inputs() {
    return uniform("input", (int) input.elements(), -1.5, 2);
  }

  /** A parameter's value: what its name ends in says what it is. */
  float[] parameter(String name, int elements) {
    if (name.endsWith("gamma")) {
      return uniform(name, elements, 0.5, 1.5);
    }
    return name.endsWith("beta") || name.endsWith("bias")
        ? uniform(name, elements, -0.2, 0.5)
        : uniform(name, elements, -0.5, 0.5);
  }

  /** A running statistic's start. */
  float[] statistic(String name, Initial initial, int elements) {
    return initial.values(elements, key.child(name));
  }

  /** Weights of the sum that stands for a loss. */
  float[] upstream(int elements) {
    return uniform("upstream", elements, -1, 1);
  }

  /** Labels of the samples. */
  int[] labels(int samples, int classes) {
    SplittableRandom random = key.child("labels").random();
    return random.ints(samples, 0, classes).toArray();
  }

  private float[] uniform(String name, int elements, double from, double to) {
    SplittableRandom random = key.child(name).random();
    float[] values = new float[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = (float) (from + (to - from) * random.nextDouble());
    }
    return values;
  }
}
