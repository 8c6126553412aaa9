package io.cofire.ops.nd4j;

import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Matrix products by the backend's BLAS. It is handed the transposed matrices column by column,
 * which is how ours lie in memory, since ND4J copies every result that lies row by row.
 */
final class BlasLinear implements Linear {

  private static final double[] OVERWRITE = {1, 0};
  private static final double[] ADD = {1, 1};

  private final int rows;
  private final int inputs;
  private final int outputs;
  private final Bias bias;
  private final CallSite forward;
  private final CallSite backwardInput;
  private final CallSite backwardWeight;

  BlasLinear(int rows, int inputs, int outputs, Bias bias, CallSites callSites) {
    this.rows = rows;
    this.inputs = inputs;
    this.outputs = outputs;
    this.bias = bias;
    this.forward = callSites.create("matmul", ADD, 1, 0, 0);
    this.backwardInput = callSites.create("matmul", OVERWRITE, 0, 0, 0);
    this.backwardWeight = callSites.create("matmul", ADD, 0, 1, 0);
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    bias.spread(b, y);
    INDArray[] factors = {transposed(w, outputs, inputs), transposed(x, rows, inputs)};
    forward.run(factors, transposed(y, rows, outputs)); // y' = w x' + b'
  }

  @Override
  public void backwardInput(Tensor gy, Tensor w, Tensor gx) {
    INDArray[] factors = {transposed(w, outputs, inputs), transposed(gy, rows, outputs)};
    backwardInput.run(factors, transposed(gx, rows, inputs)); // gx' = w' gy'
  }

  @Override
  public void backwardParameters(Tensor x, Tensor gy, Tensor gw, Tensor gb) {
    INDArray[] factors = {transposed(x, rows, inputs), transposed(gy, rows, outputs)};
    backwardWeight.run(factors, transposed(gw, outputs, inputs)); // gw' += x' gy
    bias.addSums(gy, gb);
  }

  private static INDArray transposed(Tensor tensor, int rows, int columns) {
    return Nd4jTensor.of(tensor).transposed(rows, columns);
  }
}
