package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When two recipes are one experiment: to go on, to score, and for the hash. */
class SameExperimentTest {

  @TempDir Path folder;

  @Test
  void aRunGoesOnFromAnotherOnlyWithTheSameExperiment() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    Recipe step = Recipe.read(file, List.of());
    for (String allowed :
        List.of(
            "training.sync=averaging",
            "training.ranks=2",
            "training.normSync=rank",
            "training.resumeFrom=runs/other",
            "name=other")) {
      Recipe other = Recipe.read(file, List.of(allowed));
      assertThat(other.goesOnWith(step)).as(allowed).isTrue();
      assertThat(step.goesOnWith(other)).as(allowed).isTrue();
    }
    for (String refused : List.of("seed=2", "training.batch=11", "training.epochs=77")) {
      assertThat(Recipe.read(file, List.of(refused)).goesOnWith(step)).as(refused).isFalse();
    }
    List<String> both = List.of("training.initFrom=a", "training.resumeFrom=b");
    assertThatThrownBy(() -> Recipe.read(file, both))
        .isInstanceOf(RecipeException.class)
        .hasMessageEndingWith(
            "invalid training.resumeFrom: b (must be left out where training.initFrom is given)");
  }

  @Test
  void anotherNumberOfTimestepsMayScoreWhatWasTrained() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    Recipe trained = Recipe.read(file, List.of("data.augment=[{kind: temporal-delete, keep: 3}]"));

    for (String same :
        List.of("data.timesteps=7", "data.augment=[]", "data.test=other", "training.batch=11")) {
      Recipe scored = Recipe.read(file, List.of(same));
      assertThat(scored.scores(trained)).as(same).isTrue();
    }
    for (String other : List.of("seed=2", "training.ema=0.9", "data.binning.kind=sj-time")) {
      Recipe scored = Recipe.read(file, List.of(other));
      assertThat(scored.scores(trained)).as(other).isFalse();
    }
  }

  @Test
  void theHashSeesWhatTrainsAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT);
    String hash = Recipe.read(file, List.of()).hash();

    for (String same :
        List.of("name=other", "run.directory=x", "run.keepCheckpoints=9", "data.shards=moved")) {
      assertThat(Recipe.read(file, List.of(same)).hash()).as(same).isEqualTo(hash);
    }
    for (String other :
        List.of("seed=2", "training.batch=11", "run.engine=libtorch", "data.timesteps=5")) {
      assertThat(Recipe.read(file, List.of(other)).hash()).as(other).isNotEqualTo(hash);
    }
    String averaging = "training.averaging.workers=3";
    assertThat(Recipe.read(file, List.of(averaging)).hash()).isEqualTo(hash);
    assertThat(Recipe.read(file, List.of("training.sync=averaging", averaging)).hash())
        .isNotEqualTo(Recipe.read(file, List.of("training.sync=averaging")).hash());
  }
}
