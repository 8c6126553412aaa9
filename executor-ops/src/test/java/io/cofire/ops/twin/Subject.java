package io.cofire.ops.twin;

import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.loss.Loss;
import io.cofire.ops.loss.MeanSquareError;
import io.cofire.ops.loss.SoftmaxCrossEntropy;
import io.cofire.ops.tensor.Shape;
import org.bytedeco.pytorch.Tensor;

/** One computation, written twice. */
record Subject(String name, Shape input, Ours ours, Torch torch, Goal goal) {

  /** What the output is worth. */
  enum Goal {
    /** A randomly weighted sum of the output. */
    WEIGHTED_SUM,
    /** Mean softmax cross-entropy against random labels. */
    CROSS_ENTROPY,
    /** Mean over samples of the squared distance to random labels. */
    SQUARE_ERROR;

    Loss loss(int classes) {
      return this == SQUARE_ERROR ? new MeanSquareError(classes) : new SoftmaxCrossEntropy(classes);
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
