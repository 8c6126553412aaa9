package io.cofire.ops.layer;

import io.cofire.ops.tensor.BufferPool;
import io.cofire.ops.tensor.Tensor;

/** The trace of a forward in {@link Pass.Mode#EVALUATE} that kept nothing for a backward. */
record Evaluated(Activation output) implements Trace {

  Evaluated(BufferPool buffers, Tensor output) {
    this(Activation.only(buffers, output));
  }

  @Override
  public Tensor backward(Tensor gradient) {
    throw new IllegalStateException(
        "Cannot go backward: the forward ran in mode EVALUATE, which keeps nothing; use TRAIN");
  }

  @Override
  public void release() {
    output.release();
  }
}
