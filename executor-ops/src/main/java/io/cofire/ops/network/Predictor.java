package io.cofire.ops.network;

import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/** What computes logits from minibatches: a network, or its folded twin. */
public sealed interface Predictor extends AutoCloseable permits Network, FoldedNetwork {

  /** Shape of a minibatch. */
  Shape inputShape();

  /** Shape of the logits, [N,K]. */
  Shape outputShape();

  /**
   * Computes the logits.
   *
   * @param x minibatch, borrowed until the trace's backward
   */
  Trace forward(Tensor x, Pass pass);

  @Override
  void close();
}
