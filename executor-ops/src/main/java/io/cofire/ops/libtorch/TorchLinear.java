package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Matrix products by ATen. Those of factors of 16 bits are rounded to 16 bits themselves, once,
 * behind sums in float32; biases are added in float32.
 */
final class TorchLinear implements Linear {

  private final int rows;
  private final int inputs;
  private final int outputs;
  private final Factors factors;

  TorchLinear(int rows, int inputs, int outputs, Factors factors) {
    this.factors = factors;
    this.rows = rows;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    TorchCalls.within(
        () -> {
          var bias = TorchTensor.of(b).flat();
          var in = matrix(x, rows, inputs);
          var turned = matrix(w, outputs, inputs).t();
          var out = matrix(y, rows, outputs);
          if (factors.areFloats()) {
            torch.addmm_out(out, bias, in, turned);
          } else {
            out.copy_(torch.mm(factors.of(in), factors.of(turned))).add_(bias);
          }
        });
  }

  @Override
  public void backwardInput(Tensor gy, Tensor w, Tensor gx) {
    TorchCalls.within(
        () -> {
          var gradient = matrix(gy, rows, outputs);
          var weight = matrix(w, outputs, inputs);
          var out = matrix(gx, rows, inputs);
          if (factors.areFloats()) {
            torch.mm_out(out, gradient, weight);
          } else {
            out.copy_(torch.mm(factors.of(gradient), factors.of(weight)));
          }
        });
  }

  @Override
  public void backwardParameters(Tensor x, Tensor gy, Tensor gw, Tensor gb) {
    TorchCalls.within(
        () -> {
          var gradient = matrix(gy, rows, outputs);
          var in = matrix(x, rows, inputs);
          var sum = matrix(gw, outputs, inputs);
          if (factors.areFloats()) {
            sum.addmm_(gradient.t(), in);
          } else {
            sum.add_(torch.mm(factors.of(gradient.t()), factors.of(in)));
          }
          TorchTensor.of(gb).flat().add_(gradient.sum(0));
        });
  }

  private static org.bytedeco.pytorch.Tensor matrix(Tensor tensor, long rows, long columns) {
    return TorchTensor.of(tensor).array(rows, columns);
  }
}
