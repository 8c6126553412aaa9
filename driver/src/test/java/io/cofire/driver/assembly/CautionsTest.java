package io.cofire.driver.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.TinyImageShards;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CautionsTest {

  @TempDir static Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    TinyShards.write(folder.resolve("events"), 24, 9);
    TinyShards.write(folder.resolve("few"), 24, 2);
    TinyShards.writeClasses(folder.resolve("many"), 9, 18, 2);
    TinyShards.writeClasses(folder.resolve("one"), 1, 12, 6);
    TinyImageShards.write(folder.resolve("images"), 24, 9);
  }

  private static List<String> of(String data, String... overrides) throws IOException {
    Path file = folder.resolve("recipe.yaml");
    Files.writeString(file, TinyRecipe.on(folder.resolve(data)));
    Recipe recipe = Recipe.read(file, List.of(overrides));
    return Cautions.of(recipe, HostData.shards(recipe, new Configuration()).manifest());
  }

  @Test
  void aRecipeThatFitsHasNone() throws IOException {
    assertThat(of("events")).isEmpty();
    assertThat(
            of(
                "events",
                "data.augment=[{kind: horizontal-flip, probability: 0.5}, {kind: crop, size: 11}, {kind: rotation, most: 5.0}, {kind: temporal-delete, keep: 1}]",
                "network.readout={kind: windows, window: 6}"))
        .isEmpty();
  }

  @Test
  void aSetOfOneClassHasNothingToLearn() throws IOException {
    assertThat(of("one"))
        .containsExactly(
            "The prepared set has one class alone, place-0: whatever a network answers is right, and there is nothing to learn");
  }

  @Test
  void aClassThatIsNeverTestedIsNamed() throws IOException {
    assertThat(of("few"))
        .containsExactly(
            "Split test has no sample of class south-west: the test accuracy says nothing of it");
    assertThat(of("many"))
        .containsExactly(
            "Split test has no sample of class place-2, place-3, place-4, place-5, place-6 and 2 more: the test accuracy says nothing of it");
    assertThat(of("few", "data.train=test", "data.test=train"))
        .containsExactly("Split test has no sample of class south-west: it cannot be learnt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: horizontal-flip, probability: 0.0}",
        "{kind: rotation, most: 0.0}",
        "{kind: crop, size: 12}",
        "{kind: event-drop, probability: 0.0}",
        "{kind: polarity-flip, probability: 0.0}",
        "{kind: temporal-delete, keep: 2}"
      })
  void anAugmentationThatChangesNothingIsNamed(String idle) throws IOException {
    String kind = idle.substring("{kind: ".length(), idle.indexOf(','));
    assertThat(of("events", "data.augment=[" + idle + "]"))
        .singleElement()
        .asString()
        .startsWith("data.augment: " + kind + " with these values changes nothing: ")
        .contains(idle.replace("}", "")); // as a recipe has it, with the defaults behind
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: shift, most: 12}",
        "{kind: cutout, size: 24}",
        "{kind: event-drop, probability: 1.0}"
      })
  void anAugmentationThatCanLeaveNothingIsNamed(String blank) throws IOException {
    String kind = blank.substring("{kind: ".length(), blank.indexOf(','));
    assertThat(of("events", "data.augment=[" + blank + "]"))
        .singleElement()
        .asString()
        .startsWith(
            "data.augment: "
                + kind
                + " with these values can leave nothing of a sample of side 12: ")
        .contains(blank.replace("}", ""));
    assertThat(
            of(
                "events",
                "data.augment=[" + blank.replaceAll("12|24", "11").replace("1.0", "0.99") + "]"))
        .isEmpty();
  }

  @Test
  void aWindowLargerThanItsMapIsNamed() throws IOException {
    assertThat(of("events", "network.readout={kind: windows, window: 8}"))
        .containsExactly(
            "Layer head.pool: its window of 8x8 is larger than the map of 6x6 that it sees, and what is outside counts as 0");
  }

  @Test
  void whatImagesDoNotReadIsNamed() throws IOException {
    assertThat(
            of(
                "images",
                "data.image={training: {kind: random-resized-crop, size: 16}, scoring: {kind: centre-crop, size: 16, resize: 18}}",
                "data.reduction={kind: divide, by: 2}",
                "data.binning={kind: sj-time}"))
        .containsExactly(
            "data.binning is not read: the data are images",
            "data.reduction is not read: the data are images");
  }
}
