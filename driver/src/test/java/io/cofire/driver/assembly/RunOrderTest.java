package io.cofire.driver.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.batches.Shuffle;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.SplitInfo;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.KeptRecipe;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunOrderTest {

  private static final Shuffle WINDOWS = new Shuffle.Windows(4096);

  @TempDir Path folder;
  private Manifest manifest;
  private final Configuration hadoop = new Configuration(false);

  @BeforeEach
  void prepare() throws IOException {
    TinyShards.write(folder.resolve("data"), 24, 9);
    manifest = HostData.shards(recipe(), hadoop).manifest();
  }

  private Recipe recipe(String... changes) {
    return Recipe.parse(TinyRecipe.on(folder.resolve("data"), changes), "tiny");
  }

  private Recipe asking(String shuffle) {
    return recipe("timesteps: 2->timesteps: 2, shuffle: " + shuffle);
  }

  @Test
  void aSetThatFitsTheMemoryIsTakenWholeAndALargerOneInWindows() {
    RunOrder small = RunOrder.of(recipe(), manifest, Optional.empty(), 1 << 30);
    assertThat(small.recipe().data().shuffle()).isEqualTo(new Shuffle.Full());
    assertThat(small.said().orElseThrow())
        .matches("full: train has [0-9.]+ MB, spark.cofire.cache is 1,073.7 MB");
    assertThat(small.recipe().hash()).isEqualTo(recipe().hash());
    RunOrder large = RunOrder.of(recipe(), manifest, Optional.empty(), 100);
    assertThat(large.recipe().data().shuffle()).isEqualTo(WINDOWS);
    assertThat(large.said().orElseThrow())
        .matches(
            "windows of 4,096 samples a rank: train has [0-9.]+ MB, spark.cofire.cache is 0.0 MB");
    assertThat(large.recipe().hash()).isNotEqualTo(recipe().hash());
  }

  @Test
  void whatTheRecipeAsksForIsDoneWithoutAWord() {
    for (String asked : new String[] {"full", "windows", "{kind: windows, window: 7}"}) {
      for (long memory : new long[] {1, 1 << 30}) {
        RunOrder order = RunOrder.of(asking(asked), manifest, Optional.of(WINDOWS), memory);
        assertThat(order.recipe()).isEqualTo(asking(asked));
        assertThat(order.said()).isEmpty();
      }
    }
    assertThat(asking("windows").data().shuffle()).isEqualTo(WINDOWS);
  }

  @Test
  void aRunKeepsTheOrderThatItHasBegunWith() throws IOException {
    RunDirectory run = new RunDirectory(folder.resolve("run").toString());
    assertThat(RunOrder.began(hadoop, recipe(), run)).isEmpty();
    Recipe begun = RunOrder.of(recipe(), manifest, Optional.empty(), 100).recipe();
    new KeptRecipe(hadoop, run).write(begun);
    Optional<Shuffle> began = RunOrder.began(hadoop, recipe(), run);
    assertThat(began).hasValue(WINDOWS);
    RunOrder later = RunOrder.of(recipe(), manifest, began, 1 << 30);
    assertThat(later.recipe()).isEqualTo(begun);
    assertThat(later.said()).hasValue("windows of 4,096 samples a rank: as the run has begun");
    Recipe other =
        recipe("optimizer:->resumeFrom: %s\n  optimizer:".formatted(folder.resolve("run")));
    assertThat(RunOrder.resumed(hadoop, other)).hasValue(WINDOWS);
  }

  @Test
  void aRunThatIsOlderThanTheKeyIsTakenWhole() throws IOException {
    RunDirectory run = new RunDirectory(folder.resolve("run").toString());
    Path file = Files.createDirectories(folder.resolve("run")).resolve(KeptRecipe.NAME);
    Files.writeString(
        file, recipe().yaml().replaceAll("(?m)^  shuffle:\n    kind: \"?auto\"?\n", ""));
    assertThat(Files.readString(file)).doesNotContain("shuffle");
    assertThat(RunOrder.began(hadoop, recipe(), run)).hasValue(new Shuffle.Full());
  }

  @Test
  void anotherOrderScoresAndWindowsThatSeeFewClassesAreDoubted() throws IOException {
    assertThat(asking("full").scores(asking("windows"))).isTrue();
    assertThat(asking("windows").scores(recipe())).isTrue();
    assertThat(RunOrder.of(asking("windows"), manifest, Optional.empty(), 1).doubt()).isEmpty();
    Manifest sorted = inOrder(30, 10);
    assertThat(
            RunOrder.of(asking("{kind: windows, window: 20}"), sorted, Optional.empty(), 1)
                .doubt()
                .orElseThrow())
        .isEqualTo(
            "data.shuffle: the largest class has 100.0% of a window of 20 and 33.3% of the split;"
                + " prepare the data with --shuffle, take a larger window, or full");
    RunOrder auto = RunOrder.of(recipe(), inOrder(60, 1000), Optional.empty(), 1 << 20);
    assertThat(auto.recipe().data().shuffle()).isEqualTo(new Shuffle.Full());
    assertThat(auto.said().orElseThrow())
        .startsWith(
            "full: train has 62.9 MB, spark.cofire.cache is 1.0 MB, but the largest class has ")
        .endsWith(" of the split; prepared with --shuffle it is taken in windows");
  }

  /** Shards of one class each. */
  private Manifest inOrder(int shards, int samples) {
    List<ShardInfo> infos = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      List<Integer> labels = Collections.nCopies(samples, shard * 3 / shards);
      infos.add(new ShardInfo("s" + shard, samples, 80, 1 << 20, "0", labels));
    }
    List<SplitInfo> splits = List.of(new SplitInfo("train", infos));
    return Manifest.of("tiny", "made", manifest.contents(), manifest.classes(), splits, List.of());
  }
}
