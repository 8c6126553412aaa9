package io.cofire.ops.layer;

import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * Matrix products whose rows are samples. In training all rows are one product. In an evaluation
 * each is a product of its own: a BLAS has other code for other numbers of rows, and a sample's
 * answer must not depend, to the last bit, on how many others are computed beside it.
 */
final class Rows {

  private final int count;
  private final int inputs;
  private final int outputs;
  private final Linear together;
  private final Linear alone;

  Rows(Kernels kernels, int count, int inputs, int outputs) {
    this.count = count;
    this.inputs = inputs;
    this.outputs = outputs;
    this.together = kernels.linear(count, inputs, outputs);
    this.alone = count == 1 ? together : kernels.linear(1, inputs, outputs);
  }

  /** All of them as one product, for a backward. */
  Linear together() {
    return together;
  }

  /** y = x w' + b; x [rows,in], w [out,in], b [out], y [rows,out]. */
  void forward(Mode mode, Tensor x, Tensor w, Tensor b, Tensor y) {
    if (mode == Mode.TRAIN) {
      together.forward(x, w, b, y);
      return;
    }
    for (int row = 0; row < count; row++) {
      Tensor in = x.slice((long) row * inputs, Shape.of(1, inputs));
      alone.forward(in, w, b, y.slice((long) row * outputs, Shape.of(1, outputs)));
    }
  }
}
