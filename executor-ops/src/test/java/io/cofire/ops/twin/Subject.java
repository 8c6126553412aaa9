package io.cofire.ops.twin;

import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.loss.MeanCrossEntropy;
import io.cofire.ops.loss.MeanSquareError;
import io.cofire.ops.loss.SoftmaxCrossEntropy;
import io.cofire.ops.loss.TemporalCrossEntropy;
import io.cofire.ops.tensor.Shape;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * One computation, written twice.
 *
 * @param vanishing parameters whose gradient is zero by mathematics, such as a bias right before a
 *     norm
 */
record Subject(String name, Shape input, Ours ours, Torch torch, Goal goal, Set<String> vanishing) {

  Subject(String name, Shape input, Ours ours, Torch torch, Goal goal) {
    this(name, input, ours, torch, goal, Set.of());
  }

  /** The same with a parameter whose gradient vanishes. */
  Subject vanishing(String parameter) {
    return new Subject(name, input, ours, torch, goal, Set.of(parameter));
  }

  /** What the output is worth. */
  enum Goal {
    /** A randomly weighted sum of the output. */
    WEIGHTED_SUM,
    /** Mean softmax cross-entropy against random labels. */
    CROSS_ENTROPY,
    /** Mean over samples of the squared distance to random labels. */
    SQUARE_ERROR,
    /** Temporal efficient training of logits [T,N,K]. */
    TEMPORAL,
    /** Cross-entropy of the mean over time of logits [T,N,K]. */
    MEAN_CROSS_ENTROPY;

    /** Share of the square error in {@link #TEMPORAL}. */
    static final double LAMBDA = 0.3;

    /** Label smoothing in {@link #TEMPORAL}. */
    static final double SMOOTHING = 0.1;

    Loss loss(int classes) {
      return switch (this) {
        case SQUARE_ERROR -> new MeanSquareError(classes);
        case TEMPORAL -> new TemporalCrossEntropy(classes, SMOOTHING, LAMBDA, 1);
        case MEAN_CROSS_ENTROPY -> new MeanCrossEntropy(new SoftmaxCrossEntropy(classes));
        case CROSS_ENTROPY -> new SoftmaxCrossEntropy(classes);
        case WEIGHTED_SUM -> throw new IllegalStateException("A weighted sum is no loss");
      };
    }
  }

  /** Builds our layer for an input shape. */
  @FunctionalInterface
  interface Ours {
    Layer build(Wiring wiring, Shape input);
  }

  /** Computes the output with libtorch. */
  @FunctionalInterface
  interface Torch {
    Tensor forward(TorchOps ops, Tensor x);
  }

  @Override
  public String toString() {
    return name + " on " + input;
  }
}
