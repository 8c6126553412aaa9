package io.cofire.driver.cli.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.driver.cli.UsageException;
import io.cofire.driver.cli.series.Folds.Scored;
import io.cofire.driver.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldsTest {

  private static final Path POKER = Path.of("..", "conf", "recipes", "poker-dvs.yaml");

  private static List<String> plan(Scored scored) {
    return Folds.of(Recipe.read(POKER, List.of("data.train=fold4+fold2+fold3")))
        .runs(scored)
        .stream()
        .map(run -> run.name() + ": " + run.data().train() + " -> " + run.data().test())
        .toList();
  }

  @Test
  void eachFoldIsScoredOnceByARunThatTrainsOnTheOthers() {
    assertThat(plan(Scored.OWN))
        .containsExactly(
            "poker-dvs-fold1: fold2+fold3+fold4 -> fold1",
            "poker-dvs-fold2: fold1+fold3+fold4 -> fold2",
            "poker-dvs-fold3: fold1+fold2+fold4 -> fold3",
            "poker-dvs-fold4: fold1+fold2+fold3 -> fold4");
  }

  @Test
  void aValidationNeverSeesTheFoldThatIsLeftOut() {
    assertThat(plan(Scored.NEXT))
        .containsExactly(
            "poker-dvs-fold1-validated: fold3+fold4 -> fold2",
            "poker-dvs-fold2-validated: fold1+fold4 -> fold3",
            "poker-dvs-fold3-validated: fold1+fold2 -> fold4",
            "poker-dvs-fold4-validated: fold2+fold3 -> fold1");
  }

  @Test
  void aRecipeOfTwoSplitsHasNoFolds() {
    Recipe recipe = Recipe.read(POKER, List.of("data.train=fold2"));
    assertThatThrownBy(() -> Folds.of(recipe))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("Cannot cross-validate poker-dvs: data.train and data.test name 2")
        .hasMessageEndingWith("prepare them with --split folds:5");
  }
}
