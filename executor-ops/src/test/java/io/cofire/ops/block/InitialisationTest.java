package io.cofire.ops.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.inference.NeuronActivity;
import io.cofire.ops.inference.SpikeCounter;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.rank.Block;
import io.cofire.ops.rank.TinyTask;
import io.cofire.ops.reference.ReferenceKernels;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the papers print about blocks before the first step of training. */
class InitialisationTest {

  /** P(N(0, 1) > 1). */
  private static final double ONE_DEVIATION = 0.1587;

  private static final Shape SMALL = Shape.of(4, 2, 5, 3, 8);
  private static final Neuron INTEGRATOR = TinyTask.neuron(Block.SEW);
  private static final Neuron LIF = TinyTask.neuron(Block.MS);

  private static float[] output(BlockConfig block, Shape shape, Neuron neuron, float[] input) {
    BlockPlan plan = new BlockPlan(shape, shape.size(-1), 1, neuron);
    return Fresh.output(block, plan, input, Probe.NONE);
  }

  static Stream<BlockConfig> zeroInitialised() {
    return Stream.of(ResidualPath.values())
        .flatMap(
            path ->
                Stream.concat(
                    Stream.of(Join.values()).map(join -> new SewBlock(path, join, LastNorm.ZERO)),
                    Stream.of(new SpikingBlock(path, NormForm.BATCH, LastNorm.ZERO))));
  }

  /** Fang 2021 section 3.3, for spikes and neurons of V_th = 1. */
  @ParameterizedTest
  @MethodSource("zeroInitialised")
  void zeroInitialisationMakesABlockTheIdentity(BlockConfig block) {
    float[] spikes = Fresh.spikes(SMALL, 0.3);

    assertThat(output(block, SMALL, INTEGRATOR, spikes)).isEqualTo(spikes);
  }

  @ParameterizedTest
  @EnumSource(Join.class)
  void withoutItTheBodySpeaks(Join join) {
    float[] spikes = Fresh.spikes(SMALL, 0.3);
    SewBlock block = new SewBlock(ResidualPath.BASIC, join, LastNorm.LIKE_OTHERS);

    assertThat(output(block, SMALL, INTEGRATOR, spikes)).isNotEqualTo(spikes);
  }

  @Test
  void anMsBlockStartsAsItsShortcutForEveryMembrane() {
    float[] membranes = Fresh.spikes(SMALL, 0.3);
    for (int i = 0; i < membranes.length; i++) {
      membranes[i] = 0.37f * i % 2.1f - 0.9f;
    }

    assertThat(output(Block.MS.config(), SMALL, LIF, membranes)).isEqualTo(membranes);
  }

  /**
   * Hu 2021 Eq. 8: with a residual path of deviation V_th = 0.5 one neuron in six of a vanilla
   * block leaves the state that the identity would give it, whatever the input's rate.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5})
  void oneNeuronInSixOfAVanillaBlockChangesItsState(double rate) {
    Shape shape = Shape.of(1, 8, 12, 12, 24);
    float[] spikes = Fresh.spikes(shape, rate);
    SpikingBlock vanilla =
        new SpikingBlock(ResidualPath.BASIC, NormForm.THRESHOLD_START, LastNorm.LIKE_OTHERS);

    float[] after = output(vanilla, shape, LIF, spikes);

    int changed = 0;
    for (int i = 0; i < spikes.length; i++) {
      changed += after[i] != spikes[i] ? 1 : 0;
    }
    assertThat((double) changed / spikes.length).isCloseTo(ONE_DEVIATION, within(0.015));
  }

  /** Zheng 2020: inputs of neurons behind a tdBN are distributed as N(0, V_th^2). */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 1.5})
  void behindATdBnOneNeuronInSixFiresWhateverTheThreshold(double threshold) {
    Neuron neuron =
        new Neuron.IterativeLif(
            0.25, threshold, ResetGradient.FLOWS, Firing.ABOVE, new Surrogate.Rectangular(1));
    Shape shape = Shape.of(1, 8, 12, 12, 24);
    for (NormForm norm : List.of(NormForm.TDBN, NormForm.TDBN_START)) {
      assertThat(firstRate(new PlainBlock(norm), shape, neuron))
          .isCloseTo(ONE_DEVIATION, within(0.015));
    }
  }

  private static double firstRate(BlockConfig block, Shape shape, Neuron neuron) {
    try (Kernels kernels = new ReferenceKernels()) {
      SpikeCounter counter = new SpikeCounter(kernels.time());
      counter.samples(new int[shape.size(1)]);
      BlockPlan plan = new BlockPlan(shape, shape.size(-1), 1, neuron);
      Fresh.output(block, plan, Fresh.spikes(shape, 0.3), counter);
      NeuronActivity first = counter.activity().get(0);
      assertThat(first.layer()).isEqualTo("block.neuron1");
      return first.firingRate();
    }
  }

  /**
   * Fang 2021 Fig. 5a between two downsamplings: ADD grows linearly, IAND decays slightly, AND
   * falls silent.
   */
  @Test
  void firingRatesOverDepthAreThoseOfThePaper() {
    List<Double> add = rates(Join.ADD);
    List<Double> iand = rates(Join.IAND);
    List<Double> and = rates(Join.AND);
    int last = add.size() - 1;

    double step = (add.get(last) - add.get(0)) / last;
    assertThat(step).isPositive();
    for (int i = 1; i <= last; i++) {
      assertThat(add.get(i) - add.get(i - 1)).isBetween(step / 2, 2 * step);
      assertThat(and.get(i)).isLessThanOrEqualTo(and.get(i - 1));
      assertThat(iand.get(i)).isLessThanOrEqualTo(iand.get(i - 1));
    }
    assertThat(and.get(last)).isLessThan(0.01);
    assertThat(iand.get(last)).isGreaterThan(10 * and.get(last));
  }

  /** Mean output of each of some equal blocks, the input's first. */
  private static List<Double> rates(Join join) {
    Shape shape = Shape.of(4, 2, 6, 6, 16);
    SewBlock block = new SewBlock(ResidualPath.BASIC, join, LastNorm.LIKE_OTHERS);
    List<Double> rates = new ArrayList<>();
    float[] x = Fresh.spikes(shape, 0.4);
    for (int i = 0; i < 6; i++) {
      rates.add(Fresh.mean(x));
      x = output(block, shape, INTEGRATOR, x);
    }
    rates.add(Fresh.mean(x));
    return rates;
  }
}
