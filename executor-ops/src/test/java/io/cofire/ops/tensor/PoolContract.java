package io.cofire.ops.tensor;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools against libtorch. */
interface PoolContract extends EngineContract {

  @ParameterizedTest
  @CsvSource({"2, 2, 0", "3, 2, 1", "3, 1, 1", "4, 3, 2", "1, 2, 0"})
  default void poolsEqualAutograd(int window, int stride, int padding) {
    Shape input = Shape.of(3, 11, 14, 5);
    int height = (11 + 2 * padding - window) / stride + 1;
    int width = (14 + 2 * padding - window) / stride + 1;
    Shape output = Shape.of(3, height, width, 5);
    long[] side = {window, window};
    long[] step = {stride, stride};
    long[] pad = {padding, padding};
    try (Workbench bench = new Workbench(engine(), "pool")) {
      float[] x = bench.uniform(input, -1, 1);
      float[] gy = bench.uniform(output, -1, 1);
      PoolKernels pools = bench.kernels.pools();
      Tensor in = bench.put(x, input);
      Tensor gradient = bench.put(gy, output);
      Tensor y = bench.room(output);
      Tensor gx = bench.room(input);

      var torchX = Torch.leaf(x, input);
      var largest =
          Torch.channelsLast(
              torch.max_pool2d(
                  Torch.channelsFirst(torchX), side, step, pad, new long[] {1, 1}, false));
      Torch.backward(largest, gy, output);
      pools.maximum(in, window, stride, padding, y);
      bench.assertClose(y, largest);
      pools.maximumBackward(in, gradient, window, stride, padding, gx);
      bench.assertClose(gx, torchX.grad());

      torchX = Torch.leaf(x, input);
      var mean =
          Torch.channelsLast(
              torch.avg_pool2d(
                  Torch.channelsFirst(torchX), side, step, pad, false, true, new LongOptional()));
      Torch.backward(mean, gy, output);
      pools.average(in, window, stride, padding, y);
      bench.assertClose(y, mean);
      pools.averageBackward(gradient, window, stride, padding, gx);
      bench.assertClose(gx, torchX.grad());
    }
  }

  @Test
  default void theGlobalMeanEqualsAutograd() {
    Shape input = Shape.of(3, 37, 41, 5);
    Shape output = Shape.of(3, 5);
    try (Workbench bench = new Workbench(engine(), "global")) {
      float[] x = bench.uniform(input, -1, 1);
      float[] gy = bench.uniform(output, -1, 1);
      var torchX = Torch.leaf(x, input);
      var mean = torchX.mean(1, 2);
      Torch.backward(mean, gy, output);
      Tensor y = bench.room(output);
      bench.kernels.pools().global(bench.put(x, input), y);
      bench.assertClose(y, mean);
      Tensor gx = bench.room(input);
      bench.kernels.pools().globalBackward(bench.put(gy, output), gx);
      bench.assertClose(gx, torchX.grad());
    }
  }

  @Test
  default void theFirstOfEqualElementsTakesTheGradient() {
    Shape input = Shape.of(1, 2, 4, 1);
    Shape output = Shape.of(1, 1, 2, 1);
    try (Workbench bench = new Workbench(engine(), "ties")) {
      Tensor x = bench.put(new float[] {0, 1, 2, 2, 1, 1, 2, 2}, input);
      Tensor gx = bench.room(input);
      Tensor gy = bench.put(new float[] {3, 5}, output);
      bench.kernels.pools().maximumBackward(x, gy, 2, 2, 0, gx);
      Workbench.assertClose(bench.take(gx), new double[] {0, 3, 5, 0, 0, 0, 0, 0}, 0);
    }
  }
}
