package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.shards.EncodedImage;
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
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on images in files of many sizes. */
class ImageTrainingTest {

  private static final String DATA =
      """
      data:
        shards: %s
        timesteps: 2
        image:
          training: {kind: random-resized-crop, size: 16}
          scoring: {kind: centre-crop, size: 16, resize: 18}
          normalisation: imagenet
        augment:
          - {kind: horizontal-flip, probability: 0.5}
          - {kind: auto-augment, policy: cifar10}
          - {kind: mix-up, alpha: 0.5, draw: sample}
      """;

  @TempDir static Path shared;
  @TempDir Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() throws IOException {
    session = LocalSession.builder("local[4]").getOrCreate();
    TinyImageShards.write(shared.resolve("images"), 24, 9);
    TinyShards.write(shared.resolve("events"), 24, 9);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Recipe recipe(String data, String... overrides) throws IOException {
    Path file = shared.resolve(data + ".yaml");
    String[] changes = {
      "block: tdbn->block: ms", "ranks: 2->ranks: 4", "batch: 6->batch: 12", "epochs: 5->epochs: 2"
    };
    Files.writeString(file, TinyRecipe.with(DATA.formatted(shared.resolve(data)), changes));
    return Recipe.read(file, List.of(overrides));
  }

  private RunResult train(Recipe recipe, int hosts, int threads) {
    session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
    session.sparkContext().conf().set("spark.cofire.loaderThreads", String.valueOf(threads));
    RunDirectory run = new RunDirectory(folder.resolve(hosts + "-" + threads).toString());
    return TrainingJob.run(session, recipe, run, TrainingListener.NONE);
  }

  @Test
  void threadsAndHostsChangeNoBit() throws IOException {
    RunResult first = train(recipe("images"), 1, 1);
    assertThat(first.epochs().get(0).trainLoss()).isPositive();
    for (int[] other : new int[][] {{1, 4}, {2, 1}, {4, 2}}) {
      RunResult again = train(recipe("images"), other[0], other[1]);
      assertThat(again.hosts()).isEqualTo(other[0]);
      assertThat(again.epochs()).isEqualTo(first.epochs());
      assertThat(weights(again)).isEqualTo(weights(first));
    }
    assertThat(first.times().dataSeconds()).isPositive();
  }

  @Test
  void whatDoesNotFitTheDataIsSaid() throws IOException {
    Recipe whole = recipe("images", "data.image={}");
    assertThatThrownBy(() -> train(whole, 1, 1))
        .hasMessageContaining(
            "Invalid data.image: images of any size are seen whole (training and scoring must be views with a size, such as random-resized-crop and centre-crop)");
    Recipe events = recipe("events", "data.augment=[]");
    assertThatThrownBy(() -> train(events, 1, 1))
        .hasMessageContaining("Invalid data.image: {training: {kind: random-resized-crop, size: ")
        .hasMessageContaining("} (must be left out: ");
    Recipe deleted = recipe("images", "data.augment=[{kind: temporal-delete, keep: 1}]");
    assertThatThrownBy(() -> train(deleted, 1, 1))
        .hasMessageContaining("Invalid data.augment: temporal-delete (must be a change of images");
    Recipe grey =
        recipe(
            "images",
            "data.image.normalisation={kind: given, mean: [0.1, 0.2], deviation: [1.0, 1.0]}");
    assertThatThrownBy(() -> train(grey, 1, 1))
        .hasMessageContaining(
            "Invalid data.image.normalisation: for 2 channels (the images have 3)");
  }

  @Test
  void aPictureThatCannotBeDecodedEndsTheRunAtOnce() throws IOException {
    TinyImageShards.write(
        shared.resolve("broken"),
        24,
        9,
        image ->
            image.name().equals("train/3.jpg")
                ? new EncodedImage(image.name(), image.label(), new byte[] {1, 2, 3})
                : image);
    Recipe broken = recipe("broken");
    for (int hosts = 1; hosts <= 2; hosts++) {
      int h = hosts;
      Throwable thrown = catchThrowable(() -> train(broken, h, 1));
      assertThat(thrown)
          .hasMessageContaining("Cannot decode picture train/3.jpg")
          .hasMessageContaining("(after 0 restarts)");
      assertThat(Diagnosis.of(thrown)).isEqualTo(Diagnosis.DATA);
    }
  }

  private static byte[] weights(RunResult run) throws IOException {
    Path checkpoint = Path.of(new org.apache.hadoop.fs.Path(run.checkpoint()).toUri());
    return Files.readAllBytes(checkpoint.resolve("state.safetensors"));
  }
}
