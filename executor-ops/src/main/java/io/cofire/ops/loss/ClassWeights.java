package io.cofire.ops.loss;

import io.cofire.data.batches.Targets;
import java.util.Arrays;
import java.util.List;

/**
 * How much each class counts in a loss (PyTorch's {@code CrossEntropyLoss(weight)}): w_k, and for a
 * sample the mean of its target's, w = sum_k q_k w_k. The loss of a batch is the sum over its
 * samples divided by the sum of their w.
 */
public final class ClassWeights {

  /** All count alike; every weight is exactly 1. */
  public static final ClassWeights NONE = new ClassWeights(new double[0]);

  private final double[] weights;
  private final double mean;

  private ClassWeights(double[] weights) {
    this.weights = weights;
    this.mean = Arrays.stream(weights).average().orElse(1);
  }

  /** Those of a list by class; an empty one is none. */
  static ClassWeights of(List<Double> byClass) {
    return byClass.isEmpty()
        ? NONE
        : new ClassWeights(byClass.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private boolean allAlike() {
    return weights.length == 0;
  }

  /** Of a class. */
  double of(int label) {
    return allAlike() ? 1 : weights[label];
  }

  /** Of a sample. */
  double of(Targets targets, int sample) {
    if (allAlike()) {
      return 1;
    }
    double share = targets.shares()[sample];
    return share * of(targets.labels()[sample]) + (1 - share) * of(targets.others()[sample]);
  }

  /** Of a sample whose target is smoothed by e: sum_k q'_k w_k. */
  double smoothed(Targets targets, int sample, double e) {
    return allAlike() ? 1 : (1 - e) * of(targets, sample) + e * mean;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassWeights same && Arrays.equals(weights, same.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return Arrays.toString(weights);
  }
}
