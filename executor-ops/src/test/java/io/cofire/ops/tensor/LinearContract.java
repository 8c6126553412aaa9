package io.cofire.ops.tensor;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fully connected layers against libtorch. */
interface LinearContract extends EngineContract {

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 7, 3", "5, 13, 11", "33, 130, 10", "7, 1, 1"})
  default void linearEqualsAutograd(int rows, int inputs, int outputs) {
    Shape xShape = Shape.of(rows, inputs);
    Shape wShape = Shape.of(outputs, inputs);
    Shape bShape = Shape.of(outputs);
    Shape yShape = Shape.of(rows, outputs);
    try (Workbench bench = new Workbench(engine(), "linear")) {
      float[] x = bench.uniform(xShape, -1, 1);
      float[] w = bench.uniform(wShape, -1, 1);
      float[] b = bench.uniform(bShape, -1, 1);
      float[] gy = bench.uniform(yShape, -1, 1);
      var tx = Torch.leaf(x, xShape);
      var tw = Torch.leaf(w, wShape);
      var tb = Torch.leaf(b, bShape);
      var ty = torch.linear(tx, tw, new TensorOptional(tb));
      Torch.backward(ty, gy, yShape);

      Linear linear = bench.kernels.linear(rows, inputs, outputs);
      for (int step = 0; step < 2; step++) {
        Tensor in = bench.put(x, xShape);
        Tensor weight = bench.put(w, wShape);
        Tensor gradient = bench.put(gy, yShape);
        Tensor y = bench.room(yShape);
        linear.forward(in, weight, bench.put(b, bShape), y);
        bench.assertClose(y, ty);
        Tensor gx = bench.room(xShape);
        linear.backwardInput(gradient, weight, gx);
        bench.assertClose(gx, tx.grad());
        Tensor gw = bench.put(w, wShape); // backward adds to what is there
        Tensor gb = bench.put(b, bShape);
        linear.backwardParameters(in, gradient, gw, gb);
        bench.assertClose(gw, tw.grad().add(Torch.constant(w, wShape)));
        bench.assertClose(gb, tb.grad().add(Torch.constant(b, bShape)));
      }
    }
  }
}
