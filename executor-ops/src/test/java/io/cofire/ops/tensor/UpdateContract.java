package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;

/** Updates of flat vectors against libtorch. */
interface UpdateContract extends EngineContract {

  @Test
  default void momentumEqualsLibtorchsSgdOverSeveralSteps() {
    Shape shape = Shape.of(2500);
    try (Workbench bench = new Workbench(engine(), "momentum")) {
      float[] start = bench.uniform(shape, -1, 1);
      Tensor parameters = bench.put(start, shape);
      Tensor velocity = bench.kernels.memory().allocate(shape);
      var torchParameters = Torch.leaf(start, shape);
      SGDOptions options = new SGDOptions(0.1);
      options.momentum().put(0.9);
      options.weight_decay().put(0.01);
      SGD sgd = new SGD(new TensorVector(torchParameters), options);
      for (int step = 0; step < 20; step++) {
        float[] gradient = bench.uniform(shape, -1, 1);
        sgd.zero_grad();
        Torch.backward(torchParameters, gradient, shape);
        sgd.step();
        Tensor gradients = bench.put(gradient, shape);
        bench.kernels.updates().momentum(parameters, gradients, velocity, 0.1f, 0.9f, 0.01f);
        bench.assertClose(parameters, torchParameters);
      }
    }
  }

  @Test
  default void adamEqualsLibtorchsOverSeveralSteps() {
    Shape shape = Shape.of(2500);
    try (Workbench bench = new Workbench(engine(), "adam")) {
      float[] start = bench.uniform(shape, -1, 1);
      Tensor parameters = bench.put(start, shape);
      Tensor first = bench.kernels.memory().allocate(shape);
      Tensor second = bench.kernels.memory().allocate(shape);
      var torchParameters = Torch.leaf(start, shape);
      AdamOptions options = new AdamOptions(0.01);
      options.weight_decay().put(0.02);
      Adam adam = new Adam(new TensorVector(torchParameters), options);
      for (int step = 1; step <= 20; step++) {
        float[] gradient = bench.uniform(shape, -1, 1);
        adam.zero_grad();
        Torch.backward(torchParameters, gradient, shape);
        adam.step();
        float rate = (float) (0.01 / (1 - Math.pow(0.9, step)));
        float scale = (float) (1 / Math.sqrt(1 - Math.pow(0.999, step)));
        AdamStep scalars = new AdamStep(rate, 0.9f, 0.999f, scale, 1e-8f, 0.02f);
        bench
            .kernels
            .updates()
            .adam(parameters, bench.put(gradient, shape), first, second, scalars);
        bench.assertClose(parameters, torchParameters);
      }
    }
  }

  @Test
  default void theSumOfSquaresIsTakenInDoublePrecision() {
    Shape shape = Shape.of(2501);
    try (Workbench bench = new Workbench(engine(), "squares")) {
      float[] values = bench.uniform(shape, -1, 1);
      double expected = 0;
      for (float value : values) {
        expected += (double) value * value;
      }
      Tensor tensor = bench.put(values, shape);
      assertThat(bench.kernels.updates().sumOfSquares(tensor))
          .isCloseTo(expected, within(1e-12 * expected));
      values[2000] = Float.NaN;
      assertThat(bench.kernels.updates().sumOfSquares(bench.put(values, shape))).isNaN();
    }
  }

  @Test
  default void aMovingAverageFollowsItsValues() {
    Shape shape = Shape.of(2501);
    try (Workbench bench = new Workbench(engine(), "average")) {
      float[] before = bench.uniform(shape, -1, 1);
      float[] now = bench.uniform(shape, -1, 1);
      Tensor average = bench.put(before, shape);
      bench.kernels.updates().average(average, bench.put(now, shape), 0.75f);
      float[] found = new HostVector(bench.kernels.memory(), 2501).toArray(average);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(0.75f * before[i] + 0.25f * now[i], within(1e-6f));
      }
      bench.kernels.updates().average(average, bench.put(now, shape), 0);
      assertThat(new HostVector(bench.kernels.memory(), 2501).toArray(average)).isEqualTo(now);
    }
  }
}
