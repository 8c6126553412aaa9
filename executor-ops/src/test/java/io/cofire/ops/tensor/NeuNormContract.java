package io.cofire.ops.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NeuNorm's auxiliary neurons against libtorch's autograd. */
interface NeuNormContract extends EngineContract {

  double CARRY = 0.9;
  double STRENGTH = 0.03;

  /** The last has more maps than a block has floats, the others whole and broken tiles. */
  @ParameterizedTest
  @CsvSource({"1,35,8,8", "5,35,8,1", "2,7,300,300", "3,7,300,1", "2,3,1100,1100", "2,1,3,3"})
  default void theTraceItsInhibitionAndTheirGradientsEqualAutograd(
      int timesteps, int pixels, int maps, int own) {
    Shape shape = Shape.of(timesteps, 2, pixels, maps);
    Shape weights = Shape.of(pixels, own);
    Shape traces = Shape.of(timesteps, 2, pixels);
    try (Workbench bench = new Workbench(engine(), "neuNorm")) {
      float[] spikes = bench.uniform(shape, -1, 1);
      float[] inhibition = bench.uniform(weights, -1, 1);
      float[] gy = bench.uniform(shape, -1, 1);
      var s = Torch.leaf(spikes, shape);
      var u = Torch.leaf(inhibition, weights);
      TensorVector xs = new TensorVector();
      TensorVector ys = new TensorVector();
      org.bytedeco.pytorch.Tensor x = torch.zeros_like(s.select(0, 0).sum(2));
      for (int t = 0; t < timesteps; t++) {
        var now = s.select(0, t);
        x = x.mul(new Scalar(CARRY)).add(now.sum(2).mul(new Scalar(STRENGTH)));
        xs.push_back(x);
        ys.push_back(now.sub(u.mul(x.unsqueeze(2))));
      }
      var expected = torch.stack(ys, 0);
      Torch.backward(expected, gy, shape);

      NeuNormKernels kernels = bench.kernels.neuNorm();
      Tensor trace = bench.room(traces);
      Tensor y = bench.room(shape);
      Tensor ours = bench.put(inhibition, weights);
      kernels.forward(CARRY, STRENGTH, bench.put(spikes, shape), ours, trace, y);
      bench.assertClose(trace, torch.stack(xs, 0));
      bench.assertClose(y, expected);
      Tensor gs = bench.room(shape);
      Tensor gu = bench.put(inhibition, weights); // gradients add
      kernels.backward(CARRY, STRENGTH, ours, trace, bench.put(gy, shape), gs, gu);
      bench.assertClose(gs, s.grad());
      bench.assertClose(gu, u.grad().add(u.detach()));
      Tensor inPlace = bench.put(gy, shape);
      kernels.backward(CARRY, STRENGTH, ours, trace, inPlace, inPlace, bench.room(weights));
      bench.assertClose(inPlace, s.grad());
    }
  }
}
