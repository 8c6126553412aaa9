package io.cofire.ops.libtorch;

import io.cofire.ops.tensor.Linear;
import io.cofire.ops.tensor.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Matrix products by ATen. */
final class TorchLinear implements Linear {

  private final int rows;
  private final int inputs;
  private final int outputs;

  TorchLinear(int rows, int inputs, int outputs) {
    this.rows = rows;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  @Override
  public void forward(Tensor x, Tensor w, Tensor b, Tensor y) {
    TorchCalls.within(
        () ->
            torch.addmm_out(
                matrix(y, rows, outputs),
                TorchTensor.of(b).flat(),
                matrix(x, rows, inputs),
                matrix(w, outputs, inputs).t()));
  }

  @Override
  public void backwardInput(Tensor gy, Tensor w, Tensor gx) {
    TorchCalls.within(
        () ->
            torch.mm_out(
                matrix(gx, rows, inputs), matrix(gy, rows, outputs), matrix(w, outputs, inputs)));
  }

  @Override
  public void backwardParameters(Tensor x, Tensor gy, Tensor gw, Tensor gb) {
    TorchCalls.within(
        () -> {
          var gradient = matrix(gy, rows, outputs);
          matrix(gw, outputs, inputs).addmm_(gradient.t(), matrix(x, rows, inputs));
          TorchTensor.of(gb).flat().add_(gradient.sum(0));
        });
  }

  private static org.bytedeco.pytorch.Tensor matrix(Tensor tensor, long rows, long columns) {
    return TorchTensor.of(tensor).array(rows, columns);
  }
}
