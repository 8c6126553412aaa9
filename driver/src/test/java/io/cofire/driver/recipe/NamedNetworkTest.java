package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.NormForm;
import io.cofire.ops.block.PlainBlock;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.loss.OutputKind;
import io.cofire.ops.network.NetworkConfig.ResNet;
import io.cofire.ops.network.NetworkConfig.Stem;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.zoo.Zoo;
import io.cofire.ops.zoo.ZooNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NamedNetworkTest {

  private static final String RECIPE =
      """
      name: named
      data: {shards: data/x, timesteps: 4}
      network: sew-7b
      training: {batch: 10, epochs: 2, optimizer: {kind: sgd, rate: 1e-1}}
      """;

  @TempDir Path folder;

  static Stream<ZooNetwork> zoo() {
    return Zoo.networks().stream();
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void everyNetworkOfTheZooIsNamedAndPrintsWholly(ZooNetwork network) {
    String loss =
        network.network().outputKind() == OutputKind.VOTES
            ? "square-error"
            : "softmax-cross-entropy";
    String text =
        RECIPE
            .replace("sew-7b", network.name())
            .replace("{batch: 10", "{loss: " + loss + ", batch: 10");
    Recipe recipe = Recipe.parse(text, "r.yaml");

    assertThat(recipe.network()).isEqualTo(network.network());
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
  }

  @Test
  void keysBesideTheNameReplaceThoseOfTheNetwork() {
    String changed =
        "{kind: zoo, name: sew-7b, stem: {kernel: 1}, block: {join: iand}, neuron: integrate-and-fire}";
    ResNet network = (ResNet) Recipe.parse(RECIPE.replace("sew-7b", changed), "r.yaml").network();

    ResNet paper = (ResNet) Zoo.find("sew-7b").orElseThrow().network();
    assertThat(network.stem()).isEqualTo(new Stem(32, 1, 1));
    assertThat(network.block())
        .isEqualTo(new SewBlock(ResidualPath.BASIC, Join.IAND, LastNorm.LIKE_OTHERS));
    assertThat(network.neuron()).isInstanceOf(Neuron.IntegrateAndFire.class);
    assertThat(network.stages()).isEqualTo(paper.stages());
  }

  @Test
  void aChoiceOfAnotherKindReplacesTheWholeChoice() {
    String changed = "{kind: zoo, name: sew-7b, block: {kind: plain, norm: tdbn}}";
    ResNet network = (ResNet) Recipe.parse(RECIPE.replace("sew-7b", changed), "r.yaml").network();

    assertThat(network.block()).isEqualTo(new PlainBlock(NormForm.TDBN));
  }

  @Test
  void overridesReachIntoANamedNetworkAndNameAnother() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RECIPE);

    Recipe recipe =
        Recipe.read(
            file,
            List.of(
                "network=ms-resnet20",
                "network.stages[1].channels=24",
                "network.block.lastNorm=like-others"));

    ResNet network = (ResNet) recipe.network();
    assertThat(network.stages().get(1).channels()).isEqualTo(24);
    assertThat(network.block().norm()).isEqualTo(NormForm.THRESHOLD_START);
  }

  @Test
  void anUnknownNameIsAnErrorWithTheNearestOne() {
    assertThatThrownBy(() -> Recipe.parse(RECIPE.replace("sew-7b", "sew-resnet35"), "r.yaml"))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "Cannot read recipe r.yaml, line 3: unknown network sew-resnet35 (did you mean"
                + " sew-resnet34? 'cofire networks' lists all)");
    assertThatThrownBy(() -> Recipe.parse(RECIPE.replace("sew-7b", "{kind: zoo}"), "r.yaml"))
        .hasMessage(
            "Cannot read recipe r.yaml, line 3: missing network.name, the name of a network of the"
                + " zoo");
    assertThatThrownBy(
            () ->
                Recipe.parse(
                    RECIPE.replace("sew-7b", "{kind: zoo, name: sew-7b, stm: {kernel: 1}}"),
                    "r.yaml"))
        .hasMessage(
            "Cannot read recipe r.yaml, line 3: unknown key network.stm (did you mean stem? known"
                + " here: block, stem, stages, neuron, lastNeuron, readout, hidden, dropout, encoding,"
                + " outputs)");
  }
}
