package io.cofire.ops.tensor;

import io.cofire.ops.Kinds;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.surrogate.Surrogate.ArcTan;
import io.cofire.ops.surrogate.Surrogate.Rectangular;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Neurons against libtorch's autograd, in every combination. */
interface NeuronContract extends EngineContract {

  @ParameterizedTest
  @MethodSource("dynamics")
  default void neuronsEqualAutograd(Dynamics dynamics) {
    for (int timesteps : new int[] {1, 2, 5}) {
      // 2 * 3 * 7 * 31 = 1302 neurons: a full block and a part of one.
      new NeuronCase(engine(), dynamics, Shape.of(timesteps, 2, 3, 7, 31)).check();
    }
  }

  static Stream<Dynamics> dynamics() {
    List<Dynamics> all = new ArrayList<>();
    for (Reset reset : Reset.values()) {
      for (ResetGradient gradient : ResetGradient.values()) {
        for (Firing firing : Firing.values()) {
          for (Surrogate surrogate : surrogates()) {
            all.add(new Dynamics(0.25, 1, 0, 0.5, 0, reset, gradient, firing, surrogate));
            all.add(new Dynamics(1, 1, 0, 1, 0, reset, gradient, firing, surrogate));
            all.add(new Dynamics(0.7, 0.4, 0.1, 0.8, -0.3, reset, gradient, firing, surrogate));
          }
        }
      }
    }
    return all.stream();
  }

  private static List<Surrogate> surrogates() {
    return Kinds.every(
        Surrogate.class,
        List.of(
            new Rectangular(1),
            new ArcTan(2),
            new Surrogate.UnitAtHalf(),
            new Surrogate.Triangle(0.8),
            new Surrogate.Sigmoid(4)));
  }

  @Test
  default void aMembraneAtTheThresholdFiresOnlyWhereTheNeuronSaysSo() {
    for (Firing firing : Firing.values()) {
      Dynamics dynamics =
          new Dynamics(
              0.5, 1, 0, 0.5, 0, Reset.HARD, ResetGradient.FLOWS, firing, new Rectangular(1));
      try (Workbench bench = new Workbench(engine(), "threshold")) {
        Shape shape = Shape.of(1, 3);
        float[] current = {Math.nextDown(0.5f), 0.5f, Math.nextUp(0.5f)};
        Tensor s = bench.room(shape);
        bench.kernels.neurons().forward(dynamics, bench.put(current, shape), bench.room(shape), s);
        double[] expected = {0, firing == Firing.AT_OR_ABOVE ? 1 : 0, 1};
        Workbench.assertClose(bench.take(s), expected, 0);
      }
    }
  }
}
