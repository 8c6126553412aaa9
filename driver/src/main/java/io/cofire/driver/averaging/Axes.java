package io.cofire.driver.averaging;

/**
 * The turn between our order of a minibatch, timesteps first, and Deeplearning4j's, samples first.
 */
final class Axes {

  private Axes() {}

  /** [first,second,width] to [second,first,width], width from the number of values. */
  static float[] swapped(float[] values, int first, int second) {
    int width = values.length / first / second;
    float[] turned = new float[values.length];
    for (int a = 0; a < first; a++) {
      for (int b = 0; b < second; b++) {
        System.arraycopy(values, (a * second + b) * width, turned, (b * first + a) * width, width);
      }
    }
    return turned;
  }
}
