package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.ops.layer.NeuNorm;
import io.cofire.ops.loss.LossConfig;
import io.cofire.ops.network.Encoding;
import io.cofire.ops.network.MapNorm;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.network.Part;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.rank.NormSync;
import io.cofire.ops.surrogate.Surrogate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section {@code network}. */
class NetworkRecipeTest {

  @TempDir Path folder;

  @Test
  void theLastNeuronOfABlockIsOptional() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    NetworkConfig.ResNet without = (NetworkConfig.ResNet) Recipe.read(file, List.of()).network();
    assertThat(without.lastNeuron()).isEmpty();

    String last =
        "network.lastNeuron={kind: integrate-and-fire, threshold: 0.5, surrogate: unit-at-half}";
    Recipe recipe = Recipe.read(file, List.of(last, "network.block={kind: spiking}"));

    NetworkConfig.ResNet network = (NetworkConfig.ResNet) recipe.network();
    assertThat(network.lastNeuron().orElseThrow().threshold()).isEqualTo(0.5);
    assertThat(network.lastNeuron().orElseThrow().dynamics().surrogate())
        .isEqualTo(new Surrogate.UnitAtHalf());
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    assertThat(recipe.hash())
        .isNotEqualTo(Recipe.read(file, List.of("network.block=spiking")).hash());
  }

  @Test
  void everyNeuronAndSurrogateIsAChoiceOfARecipe() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    for (String neuron :
        List.of(
            "{kind: iterative-lif, reset: soft, surrogate: {kind: triangle}}",
            "{kind: lif, tau: 4, input: whole, surrogate: {kind: sigmoid}}",
            "{kind: parametric-lif, rest: -0.1, surrogate: {kind: unit-at-half}}")) {
      Recipe recipe = Recipe.read(file, List.of("network.neuron=" + neuron));
      assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    }
    Recipe recipe = Recipe.read(file, List.of("network.neuron={kind: parametric-lif}"));
    assertThat(((NetworkConfig.ResNet) recipe.network()).neuron())
        .isEqualTo(
            new Neuron.ParametricLif(
                2,
                Neuron.Input.DECAYED,
                1,
                0,
                Dynamics.Reset.HARD,
                Dynamics.ResetGradient.DETACHED,
                Dynamics.Firing.AT_OR_ABOVE,
                new Surrogate.ArcTan(2)));
  }

  @Test
  void aLayeredNetworkIsAListOfParts() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    String network =
        "network={kind: layered, neuron: {kind: iterative-lif}, parts: [{kind: conv, channels: 8},"
            + " {kind: average-pool}, {kind: dense, width: 16}, {kind: dropout, rate: 0.5}]}";
    Recipe recipe =
        Recipe.read(
            file, List.of(network, "training.loss={kind: square-error}", "training.normSync=rank"));

    NetworkConfig.Layered layered = (NetworkConfig.Layered) recipe.network();
    assertThat(layered.parts())
        .containsExactly(
            new Part.Conv(8, 3),
            new Part.AveragePool(2),
            new Part.Dense(16),
            new Part.Dropout(0.5));
    assertThat(layered.norm())
        .isEqualTo(
            new MapNorm.Auxiliary(0.9, NeuNorm.Strength.AVERAGE, NeuNorm.Weights.PER_CHANNEL, 1));
    assertThat(layered.encoding()).isEqualTo(Encoding.DIRECT);
    assertThat(layered.votersPerClass()).isEqualTo(10);
    assertThat(recipe.training().normSync()).isEqualTo(NormSync.RANK);
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
  }

  @Test
  void aLossOverTimestepsAndLogitsAtEveryTimestepNeedEachOther() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    String loss = "training.loss={kind: temporal-cross-entropy}";
    String outputs = "network.outputs=each-timestep";

    Recipe recipe = Recipe.read(file, List.of(loss, outputs));

    assertThat(recipe.training().loss()).isEqualTo(new LossConfig.Temporal(0, 0.05, 1));
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    assertThatThrownBy(() -> Recipe.read(file, List.of(loss)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(
            "the loss needs logits of every timestep, [T,N,K], the network gives logits of the mean over time, [N,K]; choose training.loss softmax-cross-entropy or square-error, or another network.outputs");
    assertThatThrownBy(() -> Recipe.read(file, List.of(outputs)))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(
            "the loss needs logits of the mean over time, [N,K], the network gives logits of every timestep, [T,N,K]; choose training.loss temporal-cross-entropy, or another network.outputs");
  }
}
