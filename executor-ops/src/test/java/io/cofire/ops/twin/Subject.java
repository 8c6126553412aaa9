package io.cofire.ops.twin;

import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.tensor.Shape;
import org.bytedeco.pytorch.Tensor;

/** One computation, written twice. */
record Subject(String name, Shape input, Ours ours, Torch torch, Goal goal) {

  /** What the output is worth. */
  enum Goal {
    /** A randomly weighted sum of the output. */
    WEIGHTED_SUM,
    /** Mean softmax cross-entropy against random labels. */
    CROSS_ENTROPY
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
