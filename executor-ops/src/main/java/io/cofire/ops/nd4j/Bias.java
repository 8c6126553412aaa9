package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.Tensor;

/** The bias of a fully connected layer, b [out] against y [M,out]. */
interface Bias {

  /** Every row of y becomes b. */
  void spread(Tensor b, Tensor y);

  /** Adds the column sums of gy to gb. */
  void addSums(Tensor gy, Tensor gb);
}
