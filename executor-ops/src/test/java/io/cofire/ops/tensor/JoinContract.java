package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins and what looks along time, against libtorch. */
interface JoinContract extends EngineContract {

  @Test
  default void additionWorksInPlaceToo() {
    Shape shape = Shape.of(2, 3, 7, 31);
    try (Workbench bench = new Workbench(engine(), "add")) {
      float[] a = bench.uniform(shape, -1, 1);
      float[] b = bench.uniform(shape, -1, 1);
      var expected = Torch.constant(a, shape).add(Torch.constant(b, shape));
      Tensor left = bench.put(a, shape);
      Tensor right = bench.put(b, shape);
      Tensor sum = bench.room(shape);
      bench.kernels.joins().add(left, right, sum);
      bench.assertClose(sum, expected);
      bench.kernels.joins().add(left, right, left);
      bench.assertClose(left, expected);
      left = bench.put(a, shape);
      bench.kernels.joins().add(left, right, right);
      bench.assertClose(right, expected);
    }
  }

  @Test
  default void conjunctionAndItsGradientsEqualLibtorch() {
    gate("and", JoinKernels::and, JoinKernels::andBackward, (a, x) -> a.mul(x));
  }

  @Test
  default void inhibitionAndItsGradientsEqualLibtorch() {
    gate("iand", JoinKernels::iand, JoinKernels::iandBackward, (a, x) -> x.sub(x.mul(a)));
  }

  /** A join that multiplies, as an engine has it. */
  @FunctionalInterface
  interface Gate {
    void join(JoinKernels joins, Tensor a, Tensor x, Tensor out);
  }

  /** Its gradients. */
  @FunctionalInterface
  interface GateGradient {
    void backward(JoinKernels joins, Tensor a, Tensor x, Tensor g, Tensor ga, Tensor gx);
  }

  private void gate(
      String name,
      Gate gate,
      GateGradient gradient,
      BinaryOperator<org.bytedeco.pytorch.Tensor> oracle) {
    Shape shape = Shape.of(2, 3, 7, 31);
    try (Workbench bench = new Workbench(engine(), name)) {
      JoinKernels joins = bench.kernels.joins();
      float[] a = bench.uniform(shape, -1, 2);
      float[] x = bench.uniform(shape, -1, 3);
      float[] g = bench.uniform(shape, -1, 1);
      var torchA = Torch.leaf(a, shape);
      var torchX = Torch.leaf(x, shape);
      var expected = oracle.apply(torchA, torchX);
      Torch.backward(expected, g, shape);
      Tensor left = bench.put(a, shape);
      Tensor right = bench.put(x, shape);
      Tensor out = bench.room(shape);
      gate.join(joins, left, right, out);
      bench.assertClose(out, expected);
      Tensor ga = bench.room(shape);
      Tensor gx = bench.room(shape);
      Tensor upstream = bench.put(g, shape);
      gradient.backward(joins, left, right, upstream, ga, gx);
      bench.assertClose(ga, torchA.grad());
      bench.assertClose(gx, torchX.grad());
      bench.kernels.memory().fill(ga, -77);
      gradient.backward(joins, left, right, upstream, ga, upstream);
      bench.assertClose(ga, torchA.grad());
      bench.assertClose(upstream, torchX.grad());
      gate.join(joins, left, right, left);
      bench.assertClose(left, expected);
      left = bench.put(a, shape);
      gate.join(joins, left, right, right);
      bench.assertClose(right, expected);
    }
  }

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
      bench.kernels.joins().repeat(bench.put(x, one), y);
      bench.assertClose(y, repeated);
      Tensor gx = bench.room(one);
      bench.kernels.joins().repeatBackward(bench.put(gy, all), gx);
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
      bench.kernels.joins().mask(in, mask, y);
      bench.assertClose(y, expected);
      bench.kernels.joins().mask(in, mask, in);
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
      bench.kernels.joins().timeMean(bench.put(x, all), y);
      bench.assertClose(y, mean);
      Tensor gx = bench.room(all);
      bench.kernels.joins().timeMeanBackward(bench.put(gy, one), gx);
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
      assertThat(bench.kernels.joins().countNonZero(bench.put(values, shape))).isEqualTo(4);
    }
  }
}
