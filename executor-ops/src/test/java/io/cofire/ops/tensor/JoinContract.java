package io.cofire.ops.tensor;

import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Joins, against libtorch. */
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
}
