package io.cofire.ops.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Trace;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.plan.Blueprint;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.tensor.Device;
import io.cofire.ops.tensor.Engines;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.zoo.Zoo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OperationCountTest {

  private static final double NANO = 1e-9;
  private static final double MILLIJOULES = 1e-9; // of a picojoule
  private static final double MICROJOULES = 1e-6;

  /** Hu 2021 Table V, from its printed operations and rates (section IV-B and IV-C). */
  @ParameterizedTest
  @CsvSource({
    "3.53, 0.225, 6, 4.77, 16.22, 4.29, 3.78",
    "11.79, 0.192, 5, 11.32, 54.24, 10.19, 5.32"
  })
  void theEnergiesOnImageNetFollowFromThePrintedRates(
      double giga,
      double rate,
      int timesteps,
      double additions,
      double without,
      double with,
      double ratio) {
    ResidualEnergy energy = new ResidualEnergy(giga / NANO, rate, timesteps);
    assertThat(energy.additions() * NANO).isCloseTo(additions, within(0.005));
    assertThat(energy.picojoulesWithoutSpikes() * MILLIJOULES).isCloseTo(without, within(0.02));
    assertThat(energy.picojoules() * MILLIJOULES).isCloseTo(with, within(0.005));
    assertThat(energy.picojoulesWithoutSpikes() / energy.picojoules())
        .isCloseTo(ratio, within(0.01));
  }

  /** 22.19% of 40.11 M is 8.90 M; 8.32 M is printed, and 7.46 uJ for it. */
  @Test
  void theEnergyOfAFrameOfEventsFollowsFromTheRate() {
    Blueprint blueprint = Zoo.find("ms-resnet20-dvs").orElseThrow().blueprint(1);
    ResidualEnergy energy = new ResidualEnergy(blueprint.residualPathMultiplications(), 0.2219, 1);
    assertThat(energy.additions() / 1e6).isCloseTo(8.90, within(0.005));
    assertThat(energy.picojoulesWithoutSpikes() * MICROJOULES).isCloseTo(184.5, within(0.05));
    assertThat(energy.picojoules() * MICROJOULES).isCloseTo(8.01, within(0.005));
    ResidualEnergy printed = new ResidualEnergy(8.32e6, 1, 1);
    assertThat(printed.picojoules() * MICROJOULES).isCloseTo(7.46, within(0.05));
  }

  /** Layers whose input is no spikes, by the structure of the network alone. */
  private static List<LayerInput> silent(Blueprint blueprint, Set<String> multiplying) {
    List<LayerInput> inputs = new ArrayList<>();
    for (LayerFacts layer : blueprint.layers()) {
      boolean currents = multiplying.contains(layer.path());
      inputs.add(new LayerInput(layer.path(), currents ? Signal.CURRENTS : Signal.SPIKES, 0, 1));
    }
    return inputs;
  }

  /**
   * Zheng 2020 Table 6: the first convolution and the linear layer behind the average pool multiply
   * at each of T = 6 timesteps. Without spikes both columns are those of one pass.
   */
  @Test
  void theMultiplicationsOfResNet19AreThoseOfThePaper() {
    Blueprint blueprint = Zoo.find("tdbn-resnet19").orElseThrow().blueprint(1);
    Set<String> multiplying = Set.of("stem.conv", "head.hidden1", "head");
    OperationCount count = OperationCount.of(blueprint, 6, silent(blueprint, multiplying));
    assertThat(count.total().multiplications()).isEqualTo(6 * (3_538_944 + 2_097_152) + 2_560);
    assertThat(count.total().multiplications() / 1e7).isCloseTo(3.4, within(0.05));
    assertThat(count.total().additions()).isEqualTo(count.total().multiplications());
    assertThat(blueprint.multiplicationsPerFrame() / 1e9).isCloseTo(2.2, within(0.1));
  }

  /** 1.2 G is printed for T = 6; the first convolution alone multiplies 1.18 G in five. */
  @Test
  void theMultiplicationsOfTheLargeResNet34AreMoreThanPrinted() {
    Blueprint blueprint = Zoo.find("tdbn-resnet34-large").orElseThrow().blueprint(1);
    Set<String> multiplying = Set.of("stem.conv", "head");
    OperationCount count = OperationCount.of(blueprint, 6, silent(blueprint, multiplying));
    assertThat(count.total().multiplications()).isEqualTo(6 * 236_027_904.0 + 1_024_000);
    assertThat(5 * 236_027_904 * NANO).isCloseTo(1.2, within(0.05));
    assertThat(blueprint.multiplicationsPerFrame() * NANO).isCloseTo(14, within(0.5));
  }

  @Test
  void aSpikeCostsAnAdditionForEachWeightThatItMeets() {
    Blueprint blueprint = Zoo.find("ms-resnet20-dvs").orElseThrow().blueprint(1);
    List<LayerInput> inputs = new ArrayList<>(silent(blueprint, Set.of("stem.conv")));
    inputs.replaceAll(
        input ->
            input.layer().equals("stage1.block2.conv1")
                ? new LayerInput(input.layer(), Signal.SPIKES, 25, 100)
                : input);
    OperationCount count = OperationCount.of(blueprint, 6, inputs);
    LayerOperations conv =
        count.layers().stream()
            .filter(layer -> layer.layer().equals("stage1.block2.conv1"))
            .findFirst()
            .orElseThrow();
    double products = 6.0 * 32 * 32 * 16 * 16 * 9;
    assertThat(conv.additions()).isEqualTo(products / 4);
    assertThat(conv.multiplications()).isZero();
    assertThat(conv.picojoules()).isCloseTo(0.9 * products / 4, within(1e-3));
    LayerOperations stem = count.layers().get(0);
    assertThat(stem.layer()).isEqualTo("stem.conv");
    assertThat(stem.picojoules()).isCloseTo(4.6 * stem.multiplications(), within(1e-3));
    assertThatThrownBy(() -> OperationCount.of(blueprint, 6, List.of()))
        .hasMessage("Cannot count the operations of stem.conv: nobody saw its input");
  }

  @ParameterizedTest
  @EnumSource(Block.class)
  void theFirstLayerTheHeadAndMembraneShortcutsMultiply(Block block) {
    try (Kernels kernels = Engines.open("nd4j", Device.CPU);
        Network network =
            Network.build(
                TinyTask.network(block), TinyTask.INPUT, TinyTask.CLASSES, 3, kernels, Key.of(1));
        NetworkInput input = new NetworkInput(kernels.memory(), network.inputShape())) {
      Minibatch batch = TinyTask.batch(0, 3);
      input.upload(batch.input());
      InputCounter inputs = new InputCounter(kernels.memory());
      SpikeCounter spikes = new SpikeCounter(kernels.time());
      inputs.samples(new int[] {0, -1, 2});
      spikes.samples(new int[] {0, -1, 2});
      Pass pass = new Pass(Mode.EVALUATE, new Alone(), inputs.and(spikes));
      Trace trace = network.forward(input.tensor(), pass);
      trace.release();
      Set<String> multiplying = new HashSet<>();
      for (LayerInput seen : inputs.inputs()) {
        if (seen.signal() == Signal.CURRENTS) {
          multiplying.add(seen.layer());
        }
      }
      Set<String> expected = new HashSet<>(Set.of("stem.conv", "head"));
      if (block == Block.MS) {
        expected.add("stage2.block1.shortcut.conv");
      }
      assertThat(multiplying).isEqualTo(expected);
      NeuronActivity first = spikes.activity().get(0);
      String sees = "stage1.block1.conv1";
      LayerInput seen =
          inputs.inputs().stream().filter(i -> i.layer().equals(sees)).findFirst().orElseThrow();
      assertThat(seen.spikes()).isEqualTo(first.spikes()).isPositive();
      assertThat(seen.elements()).isEqualTo(first.neuronSteps());
      if (block == Block.SEW) { // its ADD hands on the sum of both branches' spikes
        long body = spikes(spikes.activity(), "stage1.block1.neuron2");
        long sums =
            inputs.inputs().stream()
                .filter(i -> i.layer().equals("stage1.block2.conv1"))
                .mapToLong(LayerInput::spikes)
                .sum();
        assertThat(sums).isEqualTo(first.spikes() + body);
      }
      Blueprint blueprint =
          Blueprint.of(TinyTask.network(block), TinyTask.INPUT, TinyTask.CLASSES, 1);
      OperationCount count = OperationCount.of(blueprint, 3, inputs.inputs());
      assertThat(count.layers()).hasSameSizeAs(inputs.inputs());
    }
  }

  private static long spikes(List<NeuronActivity> activity, String layer) {
    return activity.stream()
        .filter(one -> one.layer().equals(layer))
        .mapToLong(NeuronActivity::spikes)
        .sum();
  }
}
