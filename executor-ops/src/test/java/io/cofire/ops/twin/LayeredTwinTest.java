package io.cofire.ops.twin;

import io.cofire.ops.Kinds;
import io.cofire.ops.layer.Dense;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.layer.NeuNorm.Strength;
import io.cofire.ops.layer.NeuNorm.Weights;
import io.cofire.ops.layer.Sequence;
import io.cofire.ops.layer.Voting;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.Part;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.twin.Subject.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wu 2019: NeuNorm, votes, their loss, and small networks of all, against libtorch's autograd. */
class LayeredTwinTest {

  private static final int SAMPLES = 4;
  private static final int CLASSES = 3;
  private static final Neuron LIF =
      new Neuron.IterativeLif(
          0.3, 0.25, ResetGradient.FLOWS, Firing.AT_OR_ABOVE, new Surrogate.Rectangular(0.8));

  static Stream<Subject> subjects() {
    List<Subject> all = new ArrayList<>();
    for (Strength strength : Strength.values()) {
      for (Weights weights : Weights.values()) {
        NeuNorm.Form form = new NeuNorm.Form(0.9, strength, weights, 1);
        for (int t : new int[] {1, 2, 5}) {
          all.add(norm(t, form));
        }
        all.add(network(new InputShape(3, 2, 9, 7), form));
        all.add(network(new InputShape(2, 3, 9, 7, Presentation.STILL), form));
      }
    }
    NeuNorm.Form form = new NeuNorm.Form(0.5, Strength.AVERAGE, Weights.PER_CHANNEL, 1);
    all.add(network(new InputShape(1, 2, 9, 7), form));
    all.add(network(new InputShape(5, 2, 9, 7), form));
    all.add(
        new Subject(
            "linear without bias, votes and square error",
            Shape.of(SAMPLES, 7),
            (w, s) -> {
              Dense dense = new Dense(w.at("dense"), s, 8, Dense.Bias.NONE);
              return Sequence.of(dense, new Voting(w.at("vote"), dense.outputShape(), CLASSES));
            },
            (o, x) -> o.votes("vote", o.product("dense", x, 8), CLASSES),
            Goal.SQUARE_ERROR));
    return all.stream();
  }

  private static Subject norm(int t, NeuNorm.Form form) {
    return new Subject(
        form.toString(),
        Shape.of(t, SAMPLES, 5, 3, 6),
        (w, s) -> new NeuNorm(w.at("norm"), s, form),
        (o, x) -> o.neuNorm("norm", x, form),
        Goal.WEIGHTED_SUM);
  }

  private static Subject network(InputShape input, NeuNorm.Form form) {
    Layered config =
        new Layered(
            Kinds.every(
                Part.class,
                List.of(
                    new Part.Conv(4, 3),
                    new Part.AveragePool(2),
                    new Part.Conv(5, 3),
                    new Part.AveragePool(2),
                    new Part.Dense(9),
                    new Part.Dropout(0))),
            LIF,
            new MapNorm.Auxiliary(form.decay(), form.strength(), form.weights(), form.start()),
            Encoding.DIRECT,
            4);
    return new Subject(
        "layered network of " + input + " with " + form,
        input.minibatch(SAMPLES),
        (w, s) -> config.layers(w, input, CLASSES, s.size(1)),
        (o, x) -> torch(o, x, input, form),
        Goal.SQUARE_ERROR);
  }

  private static Tensor torch(TorchOps o, Tensor image, InputShape input, NeuNorm.Form form) {
    Tensor x =
        input.presentation() == Presentation.STILL ? o.repeat(image, input.timesteps()) : image;
    x = o.neurons(o.conv("conv1", x, 4, 3, 1), LIF);
    x = o.average(o.neuNorm("conv1.norm", x, form), 2, 2, 0);
    x = o.average(o.neurons(o.conv("conv2", x, 5, 3, 1), LIF), 2, 2, 0);
    x = x.permute(0, 1, 3, 4, 2).flatten(2, -1); // our rows have their channels last
    x = o.neurons(o.product("dense1", x, 9), LIF);
    x = o.neurons(o.product("voting", x, 4 * CLASSES), LIF);
    return o.votes("voting", o.timeMean(x), CLASSES);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void agreesWithAutogradOnOneRankAndOnThreeUnevenOnes(Subject subject) throws Exception {
    Agreement.require(subject, Twins.ENGINES, new int[] {4}, new int[] {1, 2, 1});
  }
}
