package io.cofire.ops.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.network.NetworkConfig.Readout;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.network.ResNets;
import io.cofire.ops.plan.Blueprint;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes that the papers print, or that follow from their tables by hand. */
class ZooTest {

  private static ZooNetwork network(String name) {
    return Zoo.find(name).orElseThrow();
  }

  private static Blueprint blueprint(String name) {
    return network(name).blueprint(1);
  }

  private static Blueprint blueprint(ZooNetwork like, ResNet network) {
    return Blueprint.of(network, like.input(), like.classes(), 1);
  }

  /**
   * Counted by hand from the papers' tables. 7B-Nets have one learned time constant for each layer
   * of neurons, 15 of their parameters. Fang 2021 quotes 85.5 M for ResNet-34 (large) of Zheng 2020
   * and 11.18 M for its ResNet-17, which cannot come from its Table 4.
   */
  @ParameterizedTest
  @CsvSource({
    "ms-resnet18, 11693736",
    "ms-resnet34, 21801896",
    "ms-resnet104, 77350504",
    "sew-resnet18, 11689512",
    "sew-resnet34, 21797672",
    "sew-resnet50, 25557032",
    "sew-resnet101, 44549160",
    "sew-resnet152, 60192808",
    "spiking-resnet18, 11689512",
    "spiking-resnet34, 21797672",
    "spiking-resnet50, 25557032",
    "spiking-resnet101, 44549160",
    "spiking-resnet152, 60192808",
    "sew-7b, 130938",
    "plain-7b, 130938",
    "spiking-7b, 130938",
    "sew-wide-7b, 1192218",
    "tdbn-resnet17, 1872267",
    "tdbn-resnet19, 14666890",
    "tdbn-resnet34, 21807528",
    "tdbn-resnet34-large, 86138728",
    "tdbn-resnet50, 25579560",
    "ms-resnet20, 272474",
    "ms-resnet20-dvs, 272618"
  })
  void theParametersAreThoseOfThePapers(String name, long parameters) {
    assertThat(blueprint(name).parameterCount()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({
    "sew-resnet34, 21.8, 0.05",
    "tdbn-resnet34-large, 86.1, 0.05",
    "tdbn-resnet19, 14.7, 0.05",
    "tdbn-resnet17, 1.9, 0.05",
    "ms-resnet20, 0.27, 0.005",
    "ms-resnet20-dvs, 0.27, 0.005"
  })
  void theParametersAreThoseOfThePapersInMillions(String name, double millions, double digits) {
    assertThat(blueprint(name).parameterCount() / 1e6).isCloseTo(millions, within(digits));
  }

  @ParameterizedTest
  @CsvSource({"tdbn-resnet19, 12.7", "tdbn-resnet17, 1.4"})
  void aGlobalPoolMakesTheHeadsOfZheng2020Smaller(String name, double millions) {
    ZooNetwork paper = network(name);
    ResNet global = ResNets.withReadout((ResNet) paper.network(), new Readout.Global());
    assertThat(blueprint(paper, global).parameterCount() / 1e6).isCloseTo(millions, within(0.05));
  }

  @Test
  void theFirstConvolutionIsThePapersOrTheCodes() {
    ZooNetwork seven = network("sew-7b");
    ResNet code = ResNets.withStem((ResNet) seven.network(), new Stem(32, 1, 1));
    assertThat(blueprint(seven, code).parameterCount()).isEqualTo(130_426);

    ZooNetwork deep = network("ms-resnet104");
    ResNet paper = ResNets.withStem((ResNet) deep.network(), new Stem(64, 7, 2));
    assertThat(blueprint(deep, paper).parameterCount()).isEqualTo(77_284_264);
  }

  /**
   * Convolutions, one U for each map but the last, linear layers, 100 voting neurons; no biases.
   */
  @Test
  void theParametersOfTheNeuNormNetworksFollowFromTheirTables() {
    long conv = 9L * (3 * 128 + 128 * 256 + 256 * 512 + 512 * 1024 + 1024 * 512);
    long u = 32 * 32 * (128 + 256) + 16 * 16 * 512 + 8 * 8 * 1024;
    long linear = 8 * 8 * 512 * 1024 + 1024 * 512 + 512 * 100;
    assertThat(blueprint("neunorm-cifarnet").parameterCount()).isEqualTo(conv + u + linear);
    assertThat(blueprint("neunorm-large").parameterCount()).isEqualTo(conv + u + linear);

    conv = 9L * (3 * 96 + 96 * 256 + 256 * 384 + 384 * 384 + 384 * 256);
    u = 32 * 32 * (96 + 256) + 16 * 16 * 384 + 8 * 8 * 384;
    linear = 8 * 8 * 256 * 1024 + 1024 * 1024 + 1024 * 100;
    assertThat(blueprint("neunorm-alexnet").parameterCount()).isEqualTo(conv + u + linear);

    conv = 9L * (2 * 128 + 128 * 128 + 128 * 128 + 128 * 256);
    u = 42 * 42 * (128 + 128) + 21 * 21 * 128;
    linear = 10 * 10 * 256 * 1024 + 1024 * 100;
    assertThat(blueprint("neunorm-dvs").parameterCount()).isEqualTo(conv + u + linear);

    conv = 9L * (3 * 128 + 128 * 256);
    assertThat(blueprint("neunorm-small").parameterCount())
        .isEqualTo(conv + 32 * 32 * 128 + 8 * 8 * 256 * 256 + 256 * 100);
  }

  /** Hu 2021 Table V; 11.79 G is printed for the 104, which is 102 equal convolutions. */
  @ParameterizedTest
  @CsvSource({
    "ms-resnet34, 3.53e9, 0.005e9",
    "ms-resnet104, 11.618e9, 0.0005e9",
    "ms-resnet20-dvs, 40.11e6, 0.005e6"
  })
  void theResidualPathsMultiplyAsOftenAsCounted(String name, double expected, double digits) {
    assertThat((double) blueprint(name).residualPathMultiplications())
        .isCloseTo(expected, within(digits));
  }

  @Test
  void aStillImagePassesTheStemOnceAndTheRestAtEveryTimestep() {
    ZooNetwork network = network("sew-resnet18");
    Blueprint blueprint = network.blueprint(3);
    LayerFacts stem = blueprint.layers().get(0);
    assertThat(stem.path()).isEqualTo("stem.conv");
    assertThat(stem.multiplicationsPerFrame()).isEqualTo(112L * 112 * 64 * 7 * 7 * 3);
    assertThat(stem.multiplications()).isEqualTo(3 * stem.multiplicationsPerFrame());
    long head = 512L * 1000; // once, on the mean over time
    long rest = blueprint.multiplicationsPerFrame() - stem.multiplicationsPerFrame() - head;
    assertThat(blueprint.multiplicationsPerSample())
        .isEqualTo(stem.multiplicationsPerFrame() + 4 * rest + head);
    // He et al. 2016 Table 1: 1.8 G for a ResNet-18
    assertThat(blueprint.multiplicationsPerFrame() / 1e9).isCloseTo(1.8, within(0.05));
  }

  static Stream<ZooNetwork> all() {
    return Zoo.networks().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyNetworkFitsItsInput(ZooNetwork network) {
    Blueprint blueprint = network.blueprint(2);
    LayerFacts last = blueprint.layers().get(blueprint.layers().size() - 1);
    assertThat(last.output().toArray()).containsExactly(2, network.classes());
    assertThat(blueprint.parameters().values()).allMatch(count -> count > 0);
  }

  /** Depth as the papers count it: convolutions outside shortcuts, and the linear layers. */
  @ParameterizedTest
  @MethodSource("all")
  void theNumberInANameIsTheDepth(ZooNetwork network) {
    String depth = network.name().replaceAll(".*net(\\d+).*", "$1");
    if (depth.equals(network.name())) {
      return; // 7B-Nets count blocks
    }
    long layers =
        network.blueprint(1).layers().stream()
            .filter(layer -> layer.multiplications() > 0)
            .filter(layer -> !layer.path().contains("shortcut"))
            .count();
    long expected = Long.parseLong(depth);
    // the code of Hu 2021 has two more convolutions in the stem of its ResNet-104
    assertThat(layers).isEqualTo(network.name().equals("ms-resnet104") ? expected + 2 : expected);
  }

  @Test
  void namesAreUnique() {
    assertThat(Zoo.networks().stream().map(ZooNetwork::name)).doesNotHaveDuplicates();
    assertThat(Zoo.find("sew-resnet19")).isEmpty();
  }

  @Test
  @Tag("nightly") // measures speed
  void aHundredLayersAreLaidOutInMilliseconds() {
    blueprint("ms-resnet104");
    long start = System.nanoTime();
    blueprint("ms-resnet104");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }
}
