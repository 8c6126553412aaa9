package io.cofire.ops.loss;

import io.cofire.data.batches.Targets;
import java.nio.FloatBuffer;

/**
 * Square of the distance between a sample's outputs and its label vector (Wu 2019 Eq. 11), in
 * double precision, summed over the classes and, as every loss, averaged over the samples:
 *
 * <pre>
 *   L = sum_k (y_k - o_k)^2      y_k = share of class k in the sample: 1 for its label, else 0
 * </pre>
 *
 * @param classes K, outputs per sample
 * @param weights a sample's loss counts by its weight
 */
public record MeanSquareError(int classes, ClassWeights weights) implements Loss {

  /** Of classes that count alike. */
  public MeanSquareError(int classes) {
    this(classes, ClassWeights.NONE);
  }

  @Override
  public Share loss(FloatBuffer outputs, Targets targets) {
    return Classes.share(
        targets,
        classes,
        weights,
        n -> weights.of(targets, n) * squares(outputs, targets, n),
        n -> prediction(outputs, n));
  }

  private double squares(FloatBuffer outputs, Targets targets, int sample) {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double error = outputs.get(sample * classes + k) - targets.share(sample, k);
      sum += error * error;
    }
    return sum;
  }

  /** The gradient is scale * 2 (o - y). */
  @Override
  public void gradient(FloatBuffer outputs, Targets targets, double scale, FloatBuffer gradient) {
    for (int n = 0; n < targets.size(); n++) {
      boolean padding = targets.labels()[n] == Targets.PADDING;
      double weight = padding ? 0 : weights.of(targets, n);
      for (int k = 0; k < classes; k++) {
        int i = n * classes + k;
        double error = padding ? 0 : outputs.get(i) - targets.share(n, k);
        gradient.put(i, (float) (scale * 2 * error * weight));
      }
    }
  }

  @Override
  public int prediction(FloatBuffer outputs, int sample) {
    return Classes.largest(outputs, sample * classes, classes);
  }

  /** Outputs are near 0 and 1 already: their shares of the sum, those below 0 as 0. */
  @Override
  public float[] probabilities(FloatBuffer outputs, int sample) {
    double[] weights = new double[classes];
    for (int k = 0; k < classes; k++) {
      weights[k] = Math.max(0, outputs.get(sample * classes + k)); // NaN stays NaN
    }
    return Classes.shares(weights);
  }
}
