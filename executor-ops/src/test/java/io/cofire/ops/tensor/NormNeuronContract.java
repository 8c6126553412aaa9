package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.surrogate.Surrogate.ArcTan;
import io.cofire.ops.tensor.NormNeuronKernels.NormSums;
import io.cofire.ops.tensor.NormNeuronKernels.Normalised;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A norm and its neurons at once against both one after the other. */
interface NormNeuronContract extends EngineContract {

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "4, 3, 7, 5", "2, 5, 31, 8", "5, 2, 130, 37", "3, 700, 3, 4"})
  default void aNormAndItsNeuronsEqualOneAfterTheOther(int t, int n, int pixels, int channels) {
    Shape shape = Shape.of(t, n, pixels, channels);
    Dynamics dynamics =
        new Dynamics(
            0.7, 0.4, 0.1, 0.8, -0.3, Reset.HARD, ResetGradient.FLOWS, Firing.ABOVE, new ArcTan(2));
    try (Workbench bench = new Workbench(engine(), "norm and neurons")) {
      Tensor x = bench.put(bench.uniform(shape, -1, 3), shape);
      float[] gs = bench.uniform(shape, -1, 1);
      float[] scale = bench.uniform(Shape.of(channels), 0.5, 2);
      float[] shift = bench.uniform(Shape.of(channels), -1, 1);
      NormThenNeurons apart = new NormThenNeurons(bench.kernels.norms(), bench.kernels.neurons());
      NormNeuronKernels together = bench.kernels.normNeurons();
      Tensor h = bench.room(shape);
      Tensor s = bench.room(shape);
      apart.forward(dynamics, x, scale, shift, h, s);
      Tensor sameH = bench.room(shape);
      Tensor sameS = bench.room(shape);
      together.forward(dynamics, x, scale, shift, sameH, sameS);
      assertThat(bench.take(sameH)).isEqualTo(bench.take(h));
      assertThat(bench.take(sameS)).isEqualTo(bench.take(s));

      Normalised input = new Normalised(x, shift, scale);
      Tensor gx = bench.put(gs, shape);
      NormSums expected = apart.backwardLearning(dynamics, h, gx, gx, input);
      Tensor sameGx = bench.put(gs, shape);
      NormSums found = together.backwardLearning(dynamics, h, sameGx, sameGx, input);
      assertThat(bench.take(sameGx)).isEqualTo(bench.take(gx));
      double size = Math.sqrt((double) shape.elements());
      requireEqual(found, expected, 2e-6 * size);
      requireEqual(found.learned(), expected.learned(), 1e-5 * size);
      sameGx = bench.put(gs, shape);
      requireEqual(together.backward(dynamics, h, sameGx, sameGx, input), expected, 2e-6 * size);
      assertThat(bench.take(sameGx)).isEqualTo(bench.take(gx));
    }
  }

  private static void requireEqual(NormSums found, NormSums expected, double tolerance) {
    for (int c = 0; c < expected.gy().length; c++) {
      assertThat(found.gy()[c]).isCloseTo(expected.gy()[c], within((float) tolerance));
      assertThat(found.gyXhat()[c]).isCloseTo(expected.gyXhat()[c], within((float) tolerance));
    }
  }

  private static void requireEqual(DynamicsGradient found, DynamicsGradient expected, double by) {
    assertThat(found.carry()).isCloseTo(expected.carry(), within(by));
    assertThat(found.gain()).isCloseTo(expected.gain(), within(by));
    assertThat(found.bias()).isCloseTo(expected.bias(), within(by));
  }
}
