package io.cofire.ops.loss;

import java.nio.FloatBuffer;

/**
 * Softmax cross-entropy (Zheng 2020 Eq. 12 and 13): L = -log p_label with p = softmax(logits), in
 * double precision. A label of -1 marks padding: no loss, no count, a gradient of zero.
 *
 * @param classes K, logits per sample
 */
public record SoftmaxCrossEntropy(int classes) {

  /** Label of a sample that only fills the batch. */
  public static final int PADDING = -1;

  /**
   * What a batch costs.
   *
   * @param lossSum sum of the loss over the samples that count
   * @param correct samples whose largest logit (the first of equals) is their label's
   * @param count samples that count
   */
  public record Share(double lossSum, int correct, int count) {}

  /** Loss of a batch: logits [N,K] against N labels. */
  public Share loss(FloatBuffer logits, int[] labels) {
    double sum = 0;
    int correct = 0;
    int count = 0;
    for (int n = 0; n < labels.length; n++) {
      if (labels[n] != PADDING) {
        requireClass(labels[n]);
        double label = logits.get(n * classes + labels[n]);
        sum += logSumExp(logits, n) - label;
        correct += prediction(logits, n) == labels[n] ? 1 : 0;
        count++;
      }
    }
    return new Share(sum, correct, count);
  }

  /**
   * Gradient of scale times the sum of the loss: scale * (p - onehot(label)).
   *
   * @param scale 1 / samples of the batch over all ranks gives the gradient of the mean
   * @param gradient receives [N,K]
   */
  public void gradient(FloatBuffer logits, int[] labels, double scale, FloatBuffer gradient) {
    for (int n = 0; n < labels.length; n++) {
      boolean padding = labels[n] == PADDING;
      double normaliser = padding ? 0 : logSumExp(logits, n);
      for (int k = 0; k < classes; k++) {
        int i = n * classes + k;
        double p = padding ? 0 : Math.exp(logits.get(i) - normaliser);
        gradient.put(i, (float) (scale * (k == labels[n] ? p - 1 : p)));
      }
    }
  }

  /** Class of the largest logit of a sample, the first of equals. */
  public int prediction(FloatBuffer logits, int sample) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (logits.get(sample * classes + k) > logits.get(sample * classes + best)) {
        best = k;
      }
    }
    return best;
  }

  private double logSumExp(FloatBuffer logits, int sample) {
    double largest = logits.get(sample * classes + prediction(logits, sample));
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(logits.get(sample * classes + k) - largest);
    }
    return largest + Math.log(sum);
  }

  private void requireClass(int label) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "Cannot take the loss: label %d is not a class (0 to %d, or -1 for padding)"
              .formatted(label, classes - 1));
    }
  }
}
