package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.frames.Binning;
import io.cofire.ops.block.Join;
import io.cofire.ops.block.LastNorm;
import io.cofire.ops.block.ResidualPath;
import io.cofire.ops.block.SewBlock;
import io.cofire.ops.layer.Recompute;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.optimizer.OptimizerConfig;
import io.cofire.ops.schedule.Schedule;
import io.cofire.ops.surrogate.Surrogate;
import io.cofire.ops.tensor.KernelChoice;
import io.cofire.ops.tensor.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {

  private static final Path SHIPPED = Path.of("..", "conf", "recipes");

  static final String SHORT =
      """
      name: short
      data: {shards: data/x, timesteps: 4}
      network:
        kind: resnet
        block: sew
        stem: {channels: 8}
        stages:
          - {channels: 8, blocks: 1}
        neuron: {kind: integrate-and-fire}
      training:
        batch: 10
        epochs: 2
        optimizer: {kind: sgd, rate: 1e-1}
      """;

  @TempDir Path folder;

  @Test
  void aRecipeBecomesRecordsWithDefaultsFilledIn() {
    Recipe recipe = Recipe.parse(SHORT, "short.yaml");

    assertThat(recipe.seed()).isEqualTo(1);
    assertThat(recipe.data().binning()).isEqualTo(new Binning.SjNumber());
    assertThat(recipe.network())
        .isEqualTo(
            new NetworkConfig.ResNet(
                new SewBlock(ResidualPath.BASIC, Join.ADD, LastNorm.LIKE_OTHERS),
                new NetworkConfig.Stem(8, 3, 1),
                List.of(new NetworkConfig.Stage(8, 1, 1)),
                new Neuron.IntegrateAndFire(
                    1,
                    Dynamics.Reset.HARD,
                    Dynamics.ResetGradient.DETACHED,
                    Dynamics.Firing.AT_OR_ABOVE,
                    new Surrogate.ArcTan(2))));
    assertThat(recipe.training().optimizer()).isEqualTo(new OptimizerConfig.Sgd(0.1, 0.9, 0, true));
    assertThat(recipe.training().schedule()).isEqualTo(new Schedule.Cosine());
    assertThat(recipe.training().sync()).isEqualTo(Recipe.Sync.STEP);
    assertThat(recipe.run())
        .isEqualTo(
            new Recipe.Run(
                "runs",
                100,
                3,
                Optional.empty(),
                "nd4j",
                "cpu",
                KernelChoice.FUSED,
                Precision.FLOAT32,
                Recompute.NONE,
                50,
                Optional.empty(),
                Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedRecipePrintsBackToAnEqualOne(Path file) {
    Recipe recipe = Recipe.read(file, List.of());

    Recipe again = Recipe.parse(recipe.yaml(), "printed");

    assertThat(again).isEqualTo(recipe);
    assertThat(again.hash()).isEqualTo(recipe.hash()).hasSize(64);
    String folder = SHIPPED.relativize(file.getParent()).toString(); // the data set, if any
    String name = recipe.name() + ".yaml";
    assertThat(file.getFileName())
        .hasToString(folder.isEmpty() ? name : name.replace("-" + folder, ""));
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @Test
  void overridesReachMappingsListEntriesAndWholeValues() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), SHORT);

    Recipe recipe =
        Recipe.read(
            file,
            List.of(
                "seed=7",
                "training.batch=20",
                "network.stages[0].channels=16",
                "network.stages.0.stride=2",
                "data.binning={kind: fixed-duration, windowMicros: 30000}",
                "run.directory=elsewhere/a=b"));

    assertThat(recipe.seed()).isEqualTo(7);
    assertThat(recipe.training().batch()).isEqualTo(20);
    assertThat(((NetworkConfig.ResNet) recipe.network()).stages())
        .containsExactly(new NetworkConfig.Stage(16, 1, 2));
    assertThat(recipe.data().binning()).isEqualTo(new Binning.FixedDuration(30_000));
    assertThat(recipe.run().directory()).isEqualTo("elsewhere/a=b");
  }

  /** It decides whether a run may go on, so that it may not change from version to version. */
  @Test
  void theHashOfARecipeStays() {
    assertThat(Recipe.parse(SHORT, "short.yaml").hash())
        .isEqualTo("f733b6222174d83ad68bb78fd96542ef63887c93d86de91b38cbff6389396359");
  }

  @Test
  void whatBecomesOfTheLastBatchIsPartOfTheHashOnlyWhereItIsKept() {
    String hash = Recipe.parse(SHORT, "short.yaml").hash();
    String text = Recipe.parse(SHORT, "short.yaml").yaml();
    assertThat(text).contains("lastBatch: drop");
    assertThat(Recipe.parse(text, "whole.yaml").hash()).isEqualTo(hash);
    Recipe kept = Recipe.parse(text.replace("lastBatch: drop", "lastBatch: keep"), "kept.yaml");
    assertThat(kept.hash()).isNotEqualTo(hash);
  }

  @Test
  void aPrecisionIsPartOfTheHashOnlyWhereItIsNotFloat32() {
    Recipe recipe = Recipe.parse(SHORT, "short.yaml");
    Recipe same = Recipe.parse(SHORT, List.of("run.precision=float32"), "short.yaml");
    Recipe other = Recipe.parse(SHORT, List.of("run.precision=bf16"), "short.yaml");
    assertThat(same.hash()).isEqualTo(recipe.hash());
    assertThat(other.hash()).isNotEqualTo(recipe.hash());
    assertThat(Recipe.parse(other.yaml(), "printed")).isEqualTo(other);
  }

  @Test
  void aRunGoesOnInAnotherPrecisionWhereItIsExtended() {
    Recipe before = Recipe.parse(SHORT, "short.yaml");
    Recipe now = Recipe.parse(SHORT, List.of("run.precision=bf16"), "short.yaml");
    List<KeyChange> changes = KeyChange.between(before, now);
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).isFree()).isTrue();
    assertThat(changes.get(0).describe()).isEqualTo("run.precision: float32 there, bf16 here");
  }

  @Test
  void weightsOfOnePrecisionAreScoredInAnotherButNotTrainedFurther() {
    Recipe trained = Recipe.parse(SHORT, List.of("run.precision=bf16"), "short.yaml");
    Recipe scoring = Recipe.parse(SHORT, "short.yaml");
    assertThat(scoring.scores(trained)).isTrue();
    assertThat(scoring.goesOnWith(trained)).isFalse();
  }

  @Test
  void averagedWorkersScaleNoLoss() {
    List<String> averaged = List.of("run.precision=fp16", "training.sync=averaging");
    assertThatThrownBy(() -> Recipe.parse(SHORT, averaged, "short.yaml"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("run.precision")
        .hasMessageContaining("must be float32 or bf16 where training.sync is averaging");
    List<String> wide = List.of("run.precision=bf16", "training.sync=averaging");
    assertThat(Recipe.parse(SHORT, wide, "short.yaml").run().precision()).isEqualTo(Precision.BF16);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Recipe.read(folder.resolve("none.yaml"), List.of()))
        .isInstanceOf(RecipeException.class)
        .hasMessage("Cannot read recipe " + folder.resolve("none.yaml") + ": no such file");
  }
}
