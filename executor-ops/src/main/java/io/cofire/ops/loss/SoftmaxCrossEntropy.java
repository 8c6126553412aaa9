package io.cofire.ops.loss;

import io.cofire.data.batches.Targets;
import io.cofire.data.errors.InvalidValue;
import java.nio.FloatBuffer;

/**
 * Softmax cross-entropy (Zheng 2020 Eq. 12 and 13), in double precision. A sample's target q gives
 * each class its share: all to one class, or divided between two (mix-up, Zhang 2018), and then
 * smoothed (Szegedy 2016, Section 7):
 *
 * <pre>
 *   L = -sum_k w_k q'_k log p_k      p = softmax(logits)      q' = (1 - e) q + e / K
 * </pre>
 *
 * @param classes K, logits per sample
 * @param labelSmoothing e, in [0, 1)
 * @param weights w, 1 where all classes count alike
 */
public record SoftmaxCrossEntropy(int classes, double labelSmoothing, ClassWeights weights)
    implements Loss {

  /** Checks the smoothing. */
  public SoftmaxCrossEntropy {
    requireSmoothing(labelSmoothing);
  }

  /** Of classes that count alike. */
  public SoftmaxCrossEntropy(int classes, double labelSmoothing) {
    this(classes, labelSmoothing, ClassWeights.NONE);
  }

  /** Without smoothing. */
  public SoftmaxCrossEntropy(int classes) {
    this(classes, 0);
  }

  static void requireSmoothing(double value) {
    if (!(value >= 0 && value < 1)) {
      throw new InvalidValue("loss.labelSmoothing", value, "must be in [0, 1)");
    }
  }

  @Override
  public Share loss(FloatBuffer logits, Targets targets) {
    return Classes.share(
        targets,
        classes,
        weights,
        n ->
            weights.smoothed(targets, n, labelSmoothing) * logSumExp(logits, n)
                - expected(logits, targets, n),
        n -> prediction(logits, n));
  }

  /** The gradient is scale * (p sum_j w_j q'_j - w q'). */
  @Override
  public void gradient(FloatBuffer logits, Targets targets, double scale, FloatBuffer gradient) {
    double everyone = labelSmoothing / classes;
    for (int n = 0; n < targets.size(); n++) {
      boolean padding = targets.labels()[n] == Targets.PADDING;
      double normaliser = padding ? 0 : logSumExp(logits, n);
      double weight = padding ? 0 : weights.smoothed(targets, n, labelSmoothing);
      for (int k = 0; k < classes; k++) {
        int i = n * classes + k;
        double p = padding ? 0 : Math.exp(logits.get(i) - normaliser);
        double q = padding ? 0 : (1 - labelSmoothing) * targets.share(n, k) + everyone;
        gradient.put(i, (float) (scale * (weight * p - weights.of(k) * q)));
      }
    }
  }

  @Override
  public int prediction(FloatBuffer logits, int sample) {
    return Classes.largest(logits, sample * classes, classes);
  }

  /** Sum of a sample's logits under its target, sum_k w_k q'_k z_k. */
  private double expected(FloatBuffer logits, Targets targets, int sample) {
    int start = sample * classes;
    double share = targets.shares()[sample];
    int label = targets.labels()[sample];
    int other = targets.others()[sample];
    double hit =
        share * weights.of(label) * logits.get(start + label)
            + (1 - share) * weights.of(other) * logits.get(start + other);
    if (labelSmoothing == 0) {
      return hit;
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += weights.of(k) * logits.get(start + k);
    }
    return (1 - labelSmoothing) * hit + labelSmoothing * sum / classes;
  }

  private double logSumExp(FloatBuffer logits, int sample) {
    double largest = logits.get(sample * classes + prediction(logits, sample));
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(logits.get(sample * classes + k) - largest);
    }
    return largest + Math.log(sum);
  }
}
