package io.cofire.ops.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.random.Key;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayeredTest {

  private static final MapNorm NEUNORM =
      new MapNorm.Auxiliary(0.9, NeuNorm.Strength.PRINTED, NeuNorm.Weights.PER_CHANNEL, 1);
  private static final List<Part> PARTS =
      List.of(
          new Part.Conv(4, 3),
          new Part.AveragePool(2),
          new Part.Conv(5, 3),
          new Part.AveragePool(2),
          new Part.Dense(9),
          new Part.Dropout(0.5));

  private static Layered config(List<Part> parts, MapNorm norm) {
    Neuron lif =
        new Neuron.IterativeLif(
            0.3, 0.25, ResetGradient.FLOWS, Firing.AT_OR_ABOVE, new Surrogate.Rectangular(1));
    return new Layered(parts, lif, norm, Encoding.DIRECT, 10);
  }

  private static List<String> names(Layout layout) {
    return layout.entries().stream().map(Layout.Entry::name).toList();
  }

  @Test
  void neuNormStandsBehindEveryConvolutionThatAnotherOneFollows() {
    InputShape input = new InputShape(4, 2, 8, 12);
    try (Kernels kernels = new ReferenceKernels();
        Network network = Network.build(config(PARTS, NEUNORM), input, 3, 2, kernels, Key.of(1))) {
      assertThat(names(network.parameters().layout()))
          .containsExactly(
              "conv1.weight", "conv1.norm.u", "conv2.weight", "dense1.weight", "voting.weight");
      assertThat(network.parameters().layout().elements())
          .isEqualTo(4 * 2 * 9 + 8 * 12 * 4 + 5 * 4 * 9 + 9 * (5 * 2 * 3) + 30 * 9);
      assertThat(names(network.statistics().layout())).containsExactly("voting.labels");
      assertThat(network.statistics().values()).hasSize(30).contains(0, 1, 2);
    }
  }

  @Test
  void theLabelsOfTheVotersComeFromTheKey() {
    InputShape input = new InputShape(2, 3, 8, 12, Presentation.STILL);
    try (Kernels kernels = new ReferenceKernels();
        Network one = Network.build(config(PARTS, NEUNORM), input, 3, 2, kernels, Key.of(1));
        Network same = Network.build(config(PARTS, NEUNORM), input, 3, 5, kernels, Key.of(1));
        Network other = Network.build(config(PARTS, NEUNORM), input, 3, 2, kernels, Key.of(2))) {
      float[] labels = one.statistics().values();
      assertThat(same.statistics().values()).isEqualTo(labels);
      assertThat(other.statistics().values()).isNotEqualTo(labels);
    }
  }

  @Test
  void withoutANormTheMapsMeetTheNextConvolutionAsTheyAre() {
    InputShape input = new InputShape(4, 2, 8, 12);
    try (Kernels kernels = new ReferenceKernels();
        Network network =
            Network.build(config(PARTS, new MapNorm.None()), input, 3, 2, kernels, Key.of(1))) {
      assertThat(names(network.parameters().layout())).noneMatch(name -> name.endsWith(".u"));
    }
  }

  @Test
  void refusesMapsBehindALinearLayerAndImpossibleParts() {
    List<Part> wrong = List.of(new Part.Dense(3), new Part.Conv(4, 3));
    assertThatThrownBy(() -> config(wrong, NEUNORM))
        .hasMessage(
            "Invalid network.parts: a convolution or a pool after a dense part (has no maps to see)");
    assertThatThrownBy(() -> new Part.Conv(4, 2))
        .hasMessage("Invalid parts.kernel: 2 (must be odd and positive)");
    assertThatThrownBy(() -> new Part.Dropout(1))
        .hasMessage("Invalid parts.rate: 1.0 (must be in [0, 1))");
    assertThatThrownBy(
            () -> new MapNorm.Auxiliary(1, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.SHARED, 1))
        .hasMessage("Invalid norm.decay: 1.0 (must be in [0, 1))");
  }
}
