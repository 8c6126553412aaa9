package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.augment.Draw;
import io.cofire.data.augment.MixUp;
import io.cofire.data.augment.Movement;
import io.cofire.data.augment.Perturbation;
import io.cofire.data.augment.TemporalDelete;
import io.cofire.data.batches.ImageInput;
import io.cofire.data.config.Choices;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.frames.Binning;
import io.cofire.data.frames.Reduction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section {@code data}. */
class DataRecipeTest {

  @TempDir Path folder;

  @Test
  void everyBinningAndReductionIsAChoiceOfARecipe() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    assertThat(Recipe.read(file, List.of()).data().reduction()).isEqualTo(new Reduction.None());

    Recipe recipe =
        Recipe.read(
            file,
            List.of(
                "data.reduction={kind: divide, by: 3}",
                "data.binning={kind: tonic-time-window, windowMicros: 50, strideMicros: 20}"));

    assertThat(recipe.data().reduction()).isEqualTo(new Reduction.Divide(3));
    assertThat(recipe.data().binning()).isEqualTo(new Binning.TonicTimeWindow(50, 20));
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    for (String kind : List.of("tonic-time-bins", "tonic-event-bins", "sj-time")) {
      Recipe other = Recipe.read(file, List.of("data.binning={kind: " + kind + "}"));
      assertThat(Choices.kind(other.data().binning().getClass())).isEqualTo(kind);
    }
  }

  @Test
  void filtersAreAListOfChoicesAndAPartOfTheExperiment() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    Recipe without = Recipe.read(file, List.of());
    assertThat(without.data().filter()).isEmpty();
    assertThat(Writer.deciding(without).get("data").has("filter")).isFalse();

    String list =
        "data.filter=[{kind: hot-pixels, mostHertz: 200}, {kind: background-activity,"
            + " windowMicros: 5000}]";
    Recipe recipe = Recipe.read(file, List.of(list));

    assertThat(recipe.data().filter())
        .containsExactly(new EventFilter.HotPixels(200), new EventFilter.BackgroundActivity(5000));
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    assertThat(recipe.hash()).isNotEqualTo(without.hash());
    assertThat(recipe.scores(without)).isFalse();
    assertThatThrownBy(
            () -> Recipe.read(file, List.of("data.filter=[{kind: hot-pixels, mostHertz: 0}]")))
        .hasMessageContaining("mostHertz")
        .hasMessageContaining("must be above 0, and at most 1000000");
  }

  @Test
  void whatIsLeftOutOfAnImagesInputIsAsWithoutIt() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);

    assertThat(Recipe.read(file, List.of("data.image={}")).data().image())
        .contains(ImageInput.PLAIN);
  }

  @Test
  void augmentationsAreAListOfChoices() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    assertThat(Recipe.read(file, List.of()).data().augment()).isEmpty();

    String list =
        "data.augment=[{kind: horizontal-flip, probability: 0.5}, {kind: time-jitter, mostMicros: 9}]";
    Recipe recipe = Recipe.read(file, List.of(list));

    assertThat(recipe.data().augment())
        .containsExactly(new Movement.HorizontalFlip(0.5), new Perturbation.TimeJitter(9));
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
  }

  @Test
  void aTemporalDeleteIsTrainedWithFewerTimestepsThanAreScored() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);

    Recipe recipe =
        Recipe.read(
            file,
            List.of("data.augment=[{kind: mix-up, alpha: 0.5}, {kind: temporal-delete, keep: 3}]"));

    assertThat(recipe.data().augment())
        .containsExactly(new MixUp(0.5, Draw.BATCH), new TemporalDelete(3, Draw.BATCH));
    assertThat(recipe.data().timesteps()).isEqualTo(4);
    assertThat(recipe.data().trainedTimesteps()).isEqualTo(3);
    assertThat(Recipe.parse(recipe.yaml(), "printed")).isEqualTo(recipe);
    assertThat(recipe.augmenter("train").steps()).hasSize(2);
    assertThat(recipe.augmenter("test").steps()).isEmpty();
    String all = "data.augment=[{kind: temporal-delete, keep: 5, draw: sample}]";
    assertThatThrownBy(() -> Recipe.read(file, List.of(all)))
        .hasMessageContaining(
            "invalid data.augment: temporal-delete keeps 5 timesteps (must be at most data.timesteps, 4)");
    String twice = "data.augment=[{kind: mix-up, alpha: 1}, {kind: mix-up, alpha: 1}]";
    assertThatThrownBy(() -> Recipe.read(file, List.of(twice)))
        .hasMessageContaining("invalid data.augment: mix-up 2 times (at most once)");
  }

  @Test
  void splitsMayBeTakenTogetherButNoneTwice() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    List<String> folds = List.of("data.train=fold1+fold2", "data.test=fold3");
    assertThat(Recipe.Data.splits(Recipe.read(file, folds).data().train()))
        .containsExactly("fold1", "fold2");
    assertThatThrownBy(() -> Recipe.read(file, List.of("data.train=a+b", "data.test=b")))
        .hasMessageContaining("invalid data.test: b (must be another split than data.train)");
    assertThatThrownBy(() -> Recipe.read(file, List.of("data.train=a+b+a")))
        .hasMessageContaining("invalid data.train: a+b+a (must name each split once)");
  }
}
