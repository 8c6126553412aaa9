package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.TinyImageShards;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples in windows of uneven shards, more than the memory keeps, on four ranks. */
class WindowedTrainingTest {

  private static final int[] SHARDS = {7, 2, 11, 1, 9, 5, 4};
  private static final String EVENTS =
      """
      data:
        shards: %s
        timesteps: 2
        shuffle: {kind: windows, window: 4}
        augment: [{kind: mix-up, alpha: 0.5, draw: sample}]
      """;
  private static final String IMAGES =
      """
      data:
        shards: %s
        timesteps: 2
        shuffle: {kind: windows, window: 5}
        image:
          training: {kind: random-resized-crop, size: 16}
          scoring: {kind: centre-crop, size: 16, resize: 18}
        augment: [{kind: mix-up, alpha: 0.5, draw: sample}]
      """;

  @TempDir static Path shared;
  @TempDir Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() throws IOException {
    session = LocalSession.builder("local[4]").getOrCreate();
    session.sparkContext().conf().set("spark.cofire.cache", "2k");
    TinyShards.writeUneven(shared.resolve("events"), 9, SHARDS);
    TinyImageShards.writeUneven(shared.resolve("images"), 9, SHARDS);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Recipe recipe(String data, String... changes) {
    String text = data.equals("events") ? EVENTS : IMAGES;
    String recipe = TinyRecipe.with(text.formatted(shared.resolve(data)), changes);
    return Recipe.parse(
        recipe
            .replace("block: tdbn", "block: ms")
            .replace("ranks: 2", "ranks: 4")
            .replace("batch: 6", "batch: 8")
            .replace("epochs: 5", "epochs: 2\n  lastBatch: keep"),
        "tiny");
  }

  private RunResult train(Recipe recipe, String name, int hosts, int threads) {
    SparkConf conf = session.sparkContext().conf();
    conf.set("spark.cofire.hosts", String.valueOf(hosts));
    conf.set("spark.cofire.loaderThreads", String.valueOf(threads));
    RunDirectory run = new RunDirectory(folder.resolve(name).toString());
    return TrainingJob.run(session, recipe, run, TrainingListener.NONE);
  }

  @Test
  void hostsAndThreadsChangeNoBitOfRecordings() throws IOException {
    RunResult first = train(recipe("events"), "first", 1, 1);
    assertThat(first.steps()).isEqualTo(10);
    assertSame(train(recipe("events"), "threads", 1, 4), first);
    assertSame(train(recipe("events"), "two", 2, 1), first);
    assertSame(train(recipe("events"), "four", 4, 4), first);
    RunResult full = train(recipe("events", "{kind: windows, window: 4}->full"), "full", 1, 1);
    assertThat(state(full)).isNotEqualTo(state(first));
  }

  @Test
  void hostsAndThreadsChangeNoBitOfImages() throws IOException {
    RunResult first = train(recipe("images"), "first", 1, 1);
    assertSame(train(recipe("images"), "two", 2, 4), first);
  }

  @Test
  void aRunThatStopsInsideAWindowGoesOnToTheSameBits() throws IOException {
    String parts = "optimizer:->accumulate: 2\n  optimizer:";
    RunResult first = train(recipe("events", parts), "whole", 1, 1);
    for (int stop : new int[] {1, 3, 7}) {
      String name = "stopped-" + stop;
      String stopping = "run: {->run: {stopAfterSteps: %d, ".formatted(stop);
      train(recipe("events", parts, stopping), name, 2, 1);
      assertSame(train(recipe("events", parts), name, 1, 4), first);
    }
  }

  @Test
  void aDiskThatKeepsWhatWasFetchedChangesNoBit() throws IOException {
    RunResult first = train(recipe("images"), "first", 1, 1);
    session.sparkContext().conf().set("spark.cofire.diskCache", "30k");
    try {
      assertSame(train(recipe("images"), "disk", 1, 2), first);
      String full = "{kind: windows, window: 5}->full";
      RunResult disk = train(recipe("images", full), "full-disk", 1, 2);
      session.sparkContext().conf().set("spark.cofire.diskCache", "off");
      assertSame(train(recipe("images", full), "full", 1, 2), disk);
    } finally {
      session.sparkContext().conf().remove("spark.cofire.diskCache");
    }
  }

  private static void assertSame(RunResult run, RunResult other) throws IOException {
    assertThat(run.epochs()).isEqualTo(other.epochs());
    assertThat(state(run)).isEqualTo(state(other));
  }

  private static byte[] state(RunResult run) throws IOException {
    Path checkpoint = Path.of(new org.apache.hadoop.fs.Path(run.checkpoint()).toUri());
    return Files.readAllBytes(checkpoint.resolve("state.safetensors"));
  }
}
