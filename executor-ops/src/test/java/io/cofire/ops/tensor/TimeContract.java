package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks along time, against libtorch. */
interface TimeContract extends EngineContract {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  default void repetitionAndItsGradientEqualLibtorch(int timesteps) {
    Shape one = Shape.of(1, 3, 11, 37);
    Shape all = one.with(0, timesteps);
    try (Workbench bench = new Workbench(engine(), "repeat")) {
      float[] x = bench.uniform(one, -1, 1);
      float[] gy = bench.uniform(all, -1, 1);
      var torchX = Torch.leaf(x, one);
      var repeated = torchX.expand(Torch.sizes(all));
      Torch.backward(repeated, gy, all);
      Tensor y = bench.room(all);
      bench.kernels.time().repeat(bench.put(x, one), y);
      bench.assertClose(y, repeated);
      Tensor gx = bench.room(one);
      bench.kernels.time().repeatBackward(bench.put(gy, all), gx);
      bench.assertClose(gx, torchX.grad());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  default void aMaskIsTheSameAtEveryTimestep(int timesteps) {
    Shape one = Shape.of(1, 3, 11, 37);
    Shape all = one.with(0, timesteps);
    try (Workbench bench = new Workbench(engine(), "mask")) {
      float[] x = bench.uniform(all, -1, 1);
      float[] factors = bench.uniform(one, -1, 1);
      var expected = Torch.constant(x, all).mul(Torch.constant(factors, one));
      Tensor in = bench.put(x, all);
      Tensor mask = bench.put(factors, one);
      Tensor y = bench.room(all);
      bench.kernels.time().mask(in, mask, y);
      bench.assertClose(y, expected);
      bench.kernels.time().mask(in, mask, in);
      bench.assertClose(in, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  default void theMeanOverTimeAndItsGradientEqualLibtorch(int timesteps) {
    Shape all = Shape.of(timesteps, 3, 397);
    Shape one = Shape.of(3, 397);
    try (Workbench bench = new Workbench(engine(), "timeMean")) {
      float[] x = bench.uniform(all, -1, 1);
      float[] gy = bench.uniform(one, -1, 1);
      var torchX = Torch.leaf(x, all);
      var mean = torchX.mean(0);
      Torch.backward(mean, gy, one);
      Tensor y = bench.room(one);
      bench.kernels.time().timeMean(bench.put(x, all), y);
      bench.assertClose(y, mean);
      Tensor gx = bench.room(all);
      bench.kernels.time().timeMeanBackward(bench.put(gy, one), gx);
      bench.assertClose(gx, torchX.grad());
    }
  }

  @Test
  default void nonZeroElementsAreCounted() {
    Shape shape = Shape.of(3, 500);
    try (Workbench bench = new Workbench(engine(), "count")) {
      float[] values = new float[1500];
      values[0] = 1;
      values[1023] = -2;
      values[1024] = Float.MIN_VALUE;
      values[1499] = 1;
      values[7] = -0f;
      assertThat(bench.kernels.time().countNonZero(bench.put(values, shape))).isEqualTo(4);
    }
  }
}
