package io.cofire.ops.nd4j;

import io.cofire.ops.onednn.Products;
import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Tensor;

/** Matrix products by oneDNN, whose factors have 16 bits; biases and their gradients have 32. */
record NarrowLinear(Products products, Bias bias) implements Linear {

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    bias.spread(b, y);
    products.addOutputs(x, w, y);
  }

  @Override
  public void backwardInput(Tensor gy, Tensor w, Tensor gx) {
    products.inputGradients(gy, w, gx);
  }

  @Override
  public void backwardParameters(Tensor x, Tensor gy, Tensor gw, Tensor gb) {
    products.addWeightGradients(x, gy, gw);
    bias.addSums(gy, gb);
  }
}
