package io.cofire.ops.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.layer.Initial;
import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.rank.RankTrainer;
import io.cofire.ops.rank.TrainerConfig;
import io.cofire.ops.rank.Watching;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which neurons fire before anything is learnt, in layers without norms. */
class StartTest {

  private static final int SAMPLES = 4;
  private static final InputShape STILL = new InputShape(8, 3, 8, 8, Presentation.STILL);
  private static final MapNorm NONE = new MapNorm.None();
  private static final MapNorm NEUNORM =
      new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.PER_CHANNEL, 1);

  private static Neuron lif(double threshold) {
    return new Neuron.IterativeLif(
        0.25,
        threshold,
        ResetGradient.FLOWS,
        Firing.AT_OR_ABOVE,
        new Surrogate.Rectangular(threshold));
  }

  /** Twelve convolutions that widen, one pool, a linear layer, the voters. */
  private static List<Part> deep() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      parts.add(new Part.Conv(i < 6 ? 16 : 32, 3));
      if (i == 5) {
        parts.add(new Part.AveragePool(2));
      }
    }
    parts.add(new Part.Dense(64));
    return parts;
  }

  private static List<Double> rates(Start start, Neuron neuron, MapNorm norm) {
    NetworkConfig network =
        new Layered(deep(), neuron, norm, Encoding.DIRECT, 10, Optional.of(start));
    TrainerConfig config =
        new TrainerConfig(
            network,
            STILL,
            STILL,
            4,
            SAMPLES,
            new LossConfig.SquareError(),
            new OptimizerConfig.Sgd(0.1, 0.9, 0, true),
            new Schedule.Constant(),
            1,
            1,
            3);
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        RankTrainer trainer = new RankTrainer(kernels, config, new Alone())) {
      return trainer.step(images(), SAMPLES, Watching.SPIKES).activity().stream()
          .map(NeuronActivity::firingRate)
          .toList();
    }
  }

  /** As normalised images are: mean 0, deviation 1. */
  private static Minibatch images() {
    float[] values = new Initial.Normal(1).values(SAMPLES * 3 * 8 * 8, Key.of(5));
    FloatBuffer input =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    input.put(0, values);
    return new Minibatch(input, new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3});
  }

  @Test
  void fromTheThresholdEveryOfFourteenLayersFires() {
    assertThat(rates(Start.THRESHOLD, lif(0.75), NONE))
        .hasSize(14)
        .allSatisfy(rate -> assertThat(rate).isBetween(0.05, 0.5));
  }

  @Test
  void neuNormTakesSpikesAwayButNoLayerFallsSilent() {
    assertThat(rates(Start.THRESHOLD, lif(0.75), NEUNORM))
        .hasSize(14)
        .allSatisfy(rate -> assertThat(rate).isBetween(0.02, 0.5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1875, 3, 96})
  void theRatesAreTheSameForEveryThreshold(double threshold) {
    assertThat(rates(Start.THRESHOLD, lif(threshold), NONE))
        .isEqualTo(rates(Start.THRESHOLD, lif(0.75), NONE));
  }

  @Test
  void aNeuronThatTakesHalfOfItsInputGetsTwiceAsMuch() {
    Neuron decayed =
        new Neuron.Lif(
            2,
            Neuron.Input.DECAYED,
            1,
            0.5,
            Reset.HARD,
            ResetGradient.FLOWS,
            Firing.AT_OR_ABOVE,
            new Surrogate.Rectangular(1));
    Initial weights =
        Start.THRESHOLD.weights(
            new Start.Synapses(100, 100, 1, decayed.dynamics(), new Initial.Constant(0)));
    // half a threshold to go, and half of the input arrives
    assertThat(weights).isEqualTo(new Initial.Normal(1 / (0.8416212335729143 * 10)));
  }

  /** There is no threshold to reach, and He's fan-in keeps the strength of what passes. */
  @Test
  void withoutSpikesTheStartForThresholdsIsFanIn() {
    assertThat(rates(Start.THRESHOLD, new Neuron.Relu(), NONE))
        .isEqualTo(rates(Start.FAN_IN, new Neuron.Relu(), NONE))
        .allSatisfy(rate -> assertThat(rate).isBetween(0.1, 0.9));
  }

  @ParameterizedTest
  @EnumSource(names = {"FAN_OUT", "FAN_IN"})
  void otherStartsDieOnTheWay(Start start) {
    List<Double> rates = rates(start, lif(0.75), NONE);
    assertThat(rates.get(rates.size() - 1)).isZero();
  }

  @Test
  void whereNothingIsWrittenTheStartIsFanOut() {
    Layered written =
        new Layered(deep(), lif(1), NONE, Encoding.DIRECT, 10, Optional.of(Start.FAN_OUT));
    Layered leftOut = new Layered(deep(), lif(1), NONE, Encoding.DIRECT, 10);
    assertThat(parameters(leftOut)).isEqualTo(parameters(written));
  }

  private static List<Float> parameters(NetworkConfig config) {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        Network network = Network.build(config, STILL, 4, 1, kernels, Key.of(1))) {
      int elements = Math.toIntExact(network.parameters().layout().elements());
      FloatBuffer values =
          ByteBuffer.allocateDirect(elements * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      kernels.memory().download(network.parameters().values(), values);
      List<Float> list = new ArrayList<>();
      for (int i = 0; i < elements; i++) {
        list.add(values.get(i));
      }
      return list;
    }
  }
}
