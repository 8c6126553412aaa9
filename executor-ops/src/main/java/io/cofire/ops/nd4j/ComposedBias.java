package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.Tensor;

/** Biases wherever ND4J keeps its arrays. */
record ComposedBias(Nd4jMath math, int rows, int outputs) implements Bias {

  @Override
  public void spread(Tensor b, Tensor y) {
    math.within(() -> math.copy(math.array(y, rows, outputs), math.array(b, 1, outputs)));
  }

  @Override
  public void addSums(Tensor gy, Tensor gb) {
    math.within(
        () -> {
          Nd4jArray sums = math.scratch(1, outputs);
          math.sum(sums, math.array(gy, 1, rows, outputs));
          Nd4jArray bias = math.array(gb, 1, outputs);
          math.add(bias, bias, sums, 1);
        });
  }
}
