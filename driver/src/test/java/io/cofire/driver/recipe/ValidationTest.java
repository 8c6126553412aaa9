package io.cofire.driver.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.Measure;
import io.cofire.driver.checkpoint.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What epochs are compared on, and which one is best. */
class ValidationTest {

  @TempDir Path folder;

  private static Validation share(double share, long seed) {
    return new Validation(Optional.empty(), Optional.of(share), seed, 1);
  }

  private Recipe recipe(String... sets) throws IOException {
    return Recipe.read(
        Files.writeString(folder.resolve("r.yaml"), RecipeTest.SHORT), List.of(sets));
  }

  @Test
  void aShareIsOfEachClassAndTheSeedAloneDrawsIt() {
    int[] labels = IntStream.range(0, 100).map(n -> n < 60 ? 0 : n < 90 ? 1 : 2).toArray();
    boolean[] held = share(0.2, 1).held(labels);
    for (int label = 0; label < 3; label++) {
      int wanted = label;
      assertThat(IntStream.range(0, 100).filter(n -> held[n] && labels[n] == wanted))
          .hasSize(new int[] {12, 6, 2}[label]);
    }
    assertThat(share(0.2, 1).held(labels)).isEqualTo(held);
    assertThat(share(0.2, 2).held(labels)).isNotEqualTo(held);
    assertThat(share(0.2, 1).heldOf(labels)).isEqualTo(20);
  }

  @Test
  void aShareIsAPartOfTheHashAndOldRecipesKeepTheirs() throws IOException {
    String plain = recipe().hash();
    assertThat(recipe("data.validation={share: 0.1}").hash()).isNotEqualTo(plain);
    assertThat(recipe().yaml()).doesNotContain("validation");
    Recipe held = recipe("data.validation={share: 0.1, every: 3}");
    assertThat(Recipe.parse(held.yaml(), "printed")).isEqualTo(held);
    assertThat(IntStream.rangeClosed(1, 7).filter(e -> held.data().validation().get().isDue(e, 7)))
        .containsExactly(3, 6, 7);
  }

  @ParameterizedTest
  @CsvSource({
    "'{}',                              one of split and share",
    "'{split: a, share: 0.1}',          one of split and share",
    "'{share: 0}',                      must be above 0 and below 1",
    "'{share: 1}',                      must be above 0 and below 1",
    "'{split: test}',                   must be another split than data.train and data.test",
    "'{split: fold9+train}',            must be another split than data.train and data.test",
    "'{share: 0.1, every: 0}',          must be at least 1",
    "'{share: 0.1, sed: 2}',            unknown key data.validation.sed",
  })
  void whatCannotBeValidatedIsRefused(String written, String rule) {
    assertThatThrownBy(() -> recipe("data.validation=" + written))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("data.validation")
        .hasMessageContaining(rule);
  }

  private static Progress after(Measure measure, double[][] validated) {
    Progress progress = Progress.start(1, "recipe", "data");
    for (double[] scores : validated) {
      EpochMetrics metrics = new EpochMetrics(progress.epoch() + 1, 1, 1, 1, 1);
      progress = progress.afterSteps(4, Progress.Sums.ZERO);
      progress =
          progress.afterEpoch(
              scores.length == 0 ? metrics : metrics.validated(scores[0], scores[1]), measure);
    }
    return progress;
  }

  @Test
  void theFirstOfTheBestIsKeptAndWhatWasNotValidatedIsNone() {
    double[][] scores = {{}, {0.5, 0.7}, {0.4, 0.7}, {0.6, 0.8}, {}, {0.3, 0.8}};
    Progress byAccuracy = after(Measure.ACCURACY, scores);
    assertThat(byAccuracy.best()).isEqualTo(new Progress.Best(4, 16));
    assertThat(new StopEarly(1, Measure.ACCURACY).ends(byAccuracy.epochs(), 4)).isTrue();
    assertThat(new StopEarly(2, Measure.ACCURACY).ends(byAccuracy.epochs(), 4)).isFalse();
    assertThat(byAccuracy.bestEpoch().orElseThrow().validationLoss()).isEqualTo(0.6);
    assertThat(after(Measure.LOSS, scores).best()).isEqualTo(new Progress.Best(6, 24));
    assertThat(after(Measure.LOSS, new double[][] {{}, {}}).best()).isNull();
  }

  @Test
  void aLossThatIsNoNumberIsNeverBetter() {
    double[][] scores = {{Double.NaN, 0.1}, {2, 0.1}, {Double.NaN, 0.1}};
    assertThat(after(Measure.LOSS, scores).best()).isEqualTo(new Progress.Best(2, 8));
  }
}
