package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that stand around a step give the same bits over hosts and after a stop. */
class TrainerKeysTest {

  @TempDir static Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() throws IOException {
    session = LocalSession.builder("local[2]").getOrCreate();
    TinyShards.write(folder.resolve("data"), 26, 9);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  /** Two epochs of four steps and a smaller one. */
  private static Recipe recipe(String run, String... changes) {
    List<String> all = new ArrayList<>(List.of("run: {->run: {keepCheckpoints: 2, " + run));
    all.add("epochs: 5->epochs: 2\n  lastBatch: keep");
    all.addAll(List.of(changes));
    return Recipe.parse(TinyRecipe.on(folder.resolve("data"), all.toArray(String[]::new)), "tiny");
  }

  private static RunResult train(int hosts, String name, Recipe recipe) {
    session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
    RunDirectory run = new RunDirectory(folder.resolve(name).toString());
    return TrainingJob.run(session, recipe, run, TrainingListener.NONE);
  }

  /** Trains it whole, on two hosts with a stop, and compares all bytes. */
  private static RunResult exact(String name, int stop, String... changes) throws IOException {
    RunResult whole = train(1, name, recipe("", changes));
    train(2, name + "-parts", recipe("stopAfterSteps: %d, ".formatted(stop), changes));
    RunResult parts = train(2, name + "-parts", recipe("", changes));
    assertThat(parts.hosts()).isEqualTo(2);
    assertThat(parts.steps()).isEqualTo(whole.steps());
    assertThat(parts.epochs()).isEqualTo(whole.epochs());
    assertThat(parts.test().loss()).isEqualTo(whole.test().loss());
    assertThat(bytes(parts, "state.safetensors")).isEqualTo(bytes(whole, "state.safetensors"));
    assertThat(bytes(parts, "state.json")).isEqualTo(bytes(whole, "state.json"));
    return whole;
  }

  private static byte[] bytes(RunResult result, String file) throws IOException {
    return Files.readAllBytes(Path.of(URI.create(result.checkpoint())).resolve(file));
  }

  @Test
  void aTrainingThatNoLongerImprovesEndsAtTheSameStepWhereverItGoesOn() throws IOException {
    String[] keys = {
      "epochs: 2->epochs: 9\n  stopEarly: {patience: 2, measure: loss}",
      "rate: 0.1->rate: 3.0", // soon worse
      "timesteps: 2->timesteps: 2, validation: {share: 0.3}"
    };
    RunResult whole = exact("early", 4, keys);
    int done = whole.epochs().size();
    assertThat(done).isLessThan(9);
    assertThat(whole.steps()).isEqualTo(4L * done);
    assertThat(whole.test().counted()).isPresent(); // as at the end of any training
    Told told = new Told();
    RunDirectory run = new RunDirectory(folder.resolve("early").toString());
    RunResult again = TrainingJob.run(session, recipe("", keys), run, told);
    assertThat(told.plans.get(0).steps()).isEqualTo(told.plans.get(0).firstStep());
    assertThat(again.steps()).isEqualTo(whole.steps());
    assertThat(again.test().loss()).isEqualTo(whole.test().loss());
  }

  @Test
  void averagedWeightsOfWeighedClassesAreExact() throws IOException {
    exact(
        "averaged", 7, "batch: 6->batch: 6\n  ema: 0.8\n  classWeights: balanced\n  accumulate: 2");
  }

  @Test
  void everyStepIsAnEventOnceWhereverTheRunGoesOn() throws IOException {
    exact("events", 5, "run: {keepCheckpoints: 2->run: {tensorboard: true, keepCheckpoints: 2");
    for (String run : List.of("events", "events-parts")) {
      try (Stream<Path> files = Files.list(folder.resolve(run + "/tensorboard"))) {
        assertThat(files.map(file -> file.getFileName().toString()).filter(n -> !n.startsWith(".")))
            .containsExactlyInAnyOrder(
                "events.out.tfevents.0000000001.cofire", "events.out.tfevents.0000000002.cofire");
      }
    }
    assertThat(folder.resolve("events/tensorboard/events.out.tfevents.0000000001.cofire"))
        .satisfies(
            file ->
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .containsPattern("(?s)(train/loss.*){5}"));
  }

  @Test
  void aBatchInPartsIsExact() throws IOException {
    RunResult whole = exact("parts", 5, "batch: 6->batch: 6\n  accumulate: 3");
    assertThat(whole.steps()).isEqualTo(10);
    assertThat(whole.epochs()).hasSize(2);
  }

  @Test
  void whatIsHeldOutIsValidatedAndTheBestEpochsCheckpointStays() throws IOException {
    RunResult whole =
        exact("validated", 3, "timesteps: 2->timesteps: 2, validation: {share: 0.3, every: 2}");
    assertThat(whole.steps()).isEqualTo(8); // of 26 - 3 * 2 samples
    assertThat(whole.epochs().get(0).isValidated()).isFalse();
    assertThat(whole.epochs().get(1).isValidated()).isTrue();
    assertThat(new String(bytes(whole, "state.json"), StandardCharsets.UTF_8))
        .contains("\"best\" : {");
  }
}
