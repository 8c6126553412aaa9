package io.cofire.driver.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.events.SensorGeometry;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.NetworkConfig.Layered;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.Part;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.rank.TrainingState;
import io.cofire.ops.zoo.SmallZoo;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every network of the zoo, with fewer channels, blocks and stages, in a round of two workers with
 * two and three samples. Networks that are the same when made small are tried once.
 */
class ZooAveragingTest {

  @TempDir static Path folder;

  private static SparkSession spark;
  private static SmallRun small;

  @BeforeAll
  static void start() throws IOException {
    small = SmallRun.in(folder, new SensorGeometry(16, 16), 6000);
    spark = Sessions.start("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyThird")
  void aRoundIsTheMeanOfWhatPlainRanksDo(String name, NetworkConfig network) throws Exception {
    requireMean(name, network);
  }

  @Tag("nightly")
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void soItIsOfEveryNetwork(String name, NetworkConfig network) throws Exception {
    requireMean("all-" + name, network);
  }

  /** Beyond 10 a float has no 1e-5 to spare. */
  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void requireMean(String name, NetworkConfig network) throws Exception {
    Recipe recipe = of(network);
    RunDirectory directory = new RunDirectory(folder.resolve(name).toUri().toString());
    RunResult result = AveragingJob.run(spark, recipe, directory, TrainingListener.NONE);
    TrainingState averaged = PlainRanks.state(recipe, result);
    assertThat(averaged.step()).isEqualTo(1);
    List<TrainingState> alone = new ArrayList<>();
    for (int worker = 0; worker < 2; worker++) {
      alone.add(PlainRanks.alone(recipe, worker, 1));
    }

    List<float[]> weights = alone.stream().map(TrainingState::parameters).toList();
    assertThat(averaged.parameters())
        .containsExactly(PlainRanks.mean(recipe, weights), within(1e-6f));
    // The first step's velocity is the gradient itself.
    List<float[]> slopes = alone.stream().map(one -> one.optimizer().get("velocity")).toList();
    float[] gradient = PlainRanks.mean(recipe, slopes);
    assertThat(averaged.optimizer().get("velocity"))
        .containsExactly(gradient, within(1e-6f * Math.max(10, largest(gradient))));
    assertThat(gradient).as("a gradient").isNotEqualTo(new float[gradient.length]);
    for (var entry : averaged.statisticsLayout().entries()) {
      if (!entry.name().endsWith(".variance")) { // running means, and the votes of populations
        List<float[]> each =
            alone.stream()
                .map(s -> PlainRanks.named(s.statisticsLayout(), s.statistics(), entry.name()))
                .toList();
        assertThat(
                PlainRanks.named(averaged.statisticsLayout(), averaged.statistics(), entry.name()))
            .as(entry.name())
            .containsExactly(PlainRanks.mean(recipe, each), within(1e-5f));
      }
    }
  }

  static Stream<Arguments> everyThird() {
    List<Arguments> all = networks().toList();
    return IntStream.range(0, all.size()).filter(i -> i % 3 == 0).mapToObj(all::get);
  }

  static Stream<Arguments> networks() {
    Map<NetworkConfig, String> distinct = new LinkedHashMap<>();
    for (ZooNetwork network : Zoo.networks()) {
      distinct.putIfAbsent(smaller(network.network()), network.name());
    }
    assertThat(distinct).hasSizeGreaterThan(15);
    return distinct.entrySet().stream().map(e -> Arguments.of(e.getValue(), e.getKey()));
  }

  private static NetworkConfig smaller(NetworkConfig network) {
    if (network instanceof Layered layered) {
      return new Layered(
          layered.parts().stream().map(ZooAveragingTest::smaller).toList(),
          easier((Neuron.IterativeLif) layered.neuron()),
          layered.norm(),
          layered.encoding(),
          layered.votersPerClass());
    }
    ResNet paper = (ResNet) network;
    return SmallZoo.smaller(paper, paper.stages().subList(0, Math.min(3, paper.stages().size())), 2)
        .withDropout(paper.dropout());
  }

  /** With a threshold that the currents of so few maps reach, so that there is a gradient. */
  private static Neuron easier(Neuron.IterativeLif lif) {
    return new Neuron.IterativeLif(
        lif.decay(),
        Math.min(0.1, lif.threshold()),
        lif.resetGradient(),
        lif.firing(),
        lif.surrogate());
  }

  private static Part smaller(Part part) {
    if (part instanceof Part.Conv conv) {
      return new Part.Conv(8 + conv.channels() / 32, conv.kernel());
    }
    return part instanceof Part.Dense dense ? new Part.Dense(16 + dense.width() / 32) : part;
  }

  private static Recipe of(NetworkConfig network) throws IOException {
    Recipe base =
        small.recipe(
            "training.batch=5",
            "training.epochs=1",
            "training.optimizer={kind: sgd, rate: 0.05}",
            "training.schedule={kind: constant}",
            "run.stopAfterSteps=1");
    Recipe.Training training = base.training();
    LossConfig loss =
        network instanceof Layered ? new LossConfig.SquareError() : new LossConfig.CrossEntropy(0);
    return new Recipe(
        base.name(),
        base.seed(),
        base.data(),
        network,
        new Recipe.Training(
            training.ranks(),
            training.batch(),
            training.epochs(),
            training.lastBatch(),
            training.sync(),
            training.normSync(),
            loss,
            training.optimizer(),
            training.schedule(),
            training.averaging(),
            training.initFrom(),
            training.resumeFrom(),
            training.head(),
            training.freeze(),
            training.clipNorm(),
            training.accumulate(),
            training.classWeights(),
            training.ema(),
            training.stopEarly()),
        base.run());
  }
}
