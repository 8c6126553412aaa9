package io.cofire.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.collective.Meanwhile;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.rank.Block;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans against what a training process of its own took at its peak, as the system counts it. */
class MemoryPlanTest {

  static Stream<Arguments> trainings() {
    return Stream.of(
        Arguments.of(Block.MS, Recompute.NONE),
        Arguments.of(Block.TDBN, Recompute.NEURON),
        Arguments.of(Block.SEW, Recompute.BLOCK));
  }

  @Test
  void thePlanIsWithinATenthOfTheProcessesPeak() throws Exception {
    planAndMeasure(Block.MS, Recompute.NONE);
  }

  @Tag("nightly")
  @ParameterizedTest
  @MethodSource("trainings")
  void soIsThePlanOfEveryBlockAndRecomputation(Block block, Recompute recompute) throws Exception {
    planAndMeasure(block, recompute);
  }

  private static void planAndMeasure(Block block, Recompute recompute) throws Exception {
    long planned = MeasuredTraining.plan(block, recompute).totalBytes();
    long measured = MeasuredTraining.measure(block, recompute);
    System.out.printf(
        "%s, recompute %s: planned %.1f MB, measured %.1f MB%n",
        block, recompute, planned / 1e6, measured / 1e6);
    assertThat((double) measured).isCloseTo((double) planned, within(0.1 * planned));
  }

  /** What is put off is kept longer: the input of a convolution and its output's gradient. */
  @ParameterizedTest
  @MethodSource("trainings")
  void waitingForOtherHostsTakesTwoActivationsMoreAtMost(Block block, Recompute recompute) {
    MemoryPlan alone = MeasuredTraining.plan(block, recompute);
    MemoryPlan among = MeasuredTraining.plan(block, recompute, Meanwhile.whileOthersSend());
    long twoOfTheFirstStage = 2 * MeasuredTraining.activationBytes();
    assertThat(among.peakBytes() - alone.peakBytes()).isBetween(0L, twoOfTheFirstStage);
    System.out.printf(
        "%s, recompute %s: %.1f MB, %.1f MB with other hosts%n",
        block, recompute, alone.totalBytes() / 1e6, among.totalBytes() / 1e6);
  }

  /** Its convolutions have no norms between them that would do what is put off. */
  @Test
  void soDoesANetworkWithoutBatchNorm() {
    ZooNetwork network = Zoo.find("neunorm-large").orElseThrow();
    long alone = peak(network, Meanwhile.NEVER);
    long widest = Float.BYTES * network.input().minibatch(2).with(-1, 256).elements();
    assertThat(peak(network, Meanwhile.whileOthersSend()) - alone).isBetween(0L, 2 * widest);
  }

  private static long peak(ZooNetwork network, Meanwhile meanwhile) {
    OptimizerConfig sgd = new OptimizerConfig.Sgd(0.1, 0, 0, false);
    return MemoryPlan.of(
            network.network(),
            network.input(),
            network.classes(),
            2,
            sgd,
            Recompute.NONE,
            meanwhile)
        .peakBytes();
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void repeatingMoreKeepsLess(Block block, Recompute recompute) {
    long all = MeasuredTraining.plan(block, Recompute.NONE).keptBytes();
    long kept = MeasuredTraining.plan(block, recompute).keptBytes();
    assertThat(kept).isLessThanOrEqualTo(all);
    assertThat(MeasuredTraining.plan(block, Recompute.STAGE).keptBytes()).isLessThan(all / 2);
  }
}
