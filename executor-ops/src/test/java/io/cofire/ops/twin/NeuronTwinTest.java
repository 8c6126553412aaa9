package io.cofire.ops.twin;

import io.cofire.ops.Kinds;
import io.cofire.ops.layer.Spiking;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.neuron.Neuron.Input;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.twin.Subject.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every neuron with every reset and every surrogate, against libtorch's autograd. */
class NeuronTwinTest {

  private static final Firing AT = Firing.AT_OR_ABOVE;

  static Stream<Neuron> neurons() {
    List<Neuron> all = new ArrayList<>();
    Surrogate arcTan = new Surrogate.ArcTan(2);
    for (Reset reset : Reset.values()) {
      for (ResetGradient flow : ResetGradient.values()) {
        all.add(new Neuron.IterativeLif(0.25, 0.5, reset, flow, Firing.ABOVE, arcTan));
        all.add(new Neuron.IntegrateAndFire(1, reset, flow, AT, arcTan));
        for (Input input : Input.values()) {
          all.add(new Neuron.Lif(2, input, 0.6, 0, reset, flow, AT, arcTan));
          all.add(new Neuron.Lif(1.5, input, 0.6, -0.2, reset, flow, AT, arcTan));
          all.add(new Neuron.ParametricLif(2, input, 0.6, 0, reset, flow, AT, arcTan));
          all.add(new Neuron.ParametricLif(4, input, 0.3, -0.2, reset, flow, AT, arcTan));
        }
      }
    }
    surrogates().forEach(surrogate -> all.add(parametric(surrogate)));
    all.add(new Neuron.Relu());
    return Kinds.every(Neuron.class, all).stream();
  }

  private static List<Surrogate> surrogates() {
    return Kinds.every(
        Surrogate.class,
        List.of(
            new Surrogate.ArcTan(3),
            new Surrogate.Rectangular(0.8),
            new Surrogate.UnitAtHalf(),
            new Surrogate.Triangle(1),
            new Surrogate.Sigmoid(4)));
  }

  private static Neuron parametric(Surrogate surrogate) {
    return new Neuron.ParametricLif(
        2, Input.DECAYED, 0.5, 0, Reset.HARD, ResetGradient.FLOWS, AT, surrogate);
  }

  @ParameterizedTest
  @MethodSource("neurons")
  void agreesWithAutogradOnOneRankAndOnThreeUnevenOnes(Neuron neuron) throws Exception {
    for (int timesteps : timesteps(neuron)) {
      Subject subject =
          new Subject(
              neuron.toString(),
              Shape.of(timesteps, 4, 3, 5, 3),
              (w, s) -> Spiking.layer(w.at("neuron"), s, neuron),
              (o, x) -> o.neurons("neuron", x, neuron),
              Goal.WEIGHTED_SUM);
      Agreement.require(subject, Twins.ENGINES, new int[] {4}, new int[] {1, 2, 1});
    }
  }

  /** A w that only sets what is carried on has no gradient at T = 1. */
  private static int[] timesteps(Neuron neuron) {
    return neuron instanceof Neuron.ParametricLif lif && lif.input() == Input.WHOLE
        ? new int[] {2, 5}
        : new int[] {1, 2, 5};
  }
}
