package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 26 samples in batches of 6 on four ranks: the last batch of each epoch has two samples, one of
 * rank 0 and one of rank 2; the others have none.
 */
class LastBatchTrainingTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path folder;
  private static SparkSession session;
  private static RunResult whole;

  @BeforeAll
  static void trainOnce() throws IOException {
    session = LocalSession.builder("local[2]").getOrCreate();
    TinyShards.write(folder.resolve("data"), 26, 9);
    whole = train(1, "whole", recipe("run: {"));
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Recipe recipe(String run) {
    return Recipe.parse(
        TinyRecipe.on(
            folder.resolve("data"),
            "ranks: 2->ranks: 4",
            "epochs: 5->epochs: 2\n  lastBatch: keep",
            "run: {->" + run),
        "tiny");
  }

  private static RunResult train(int hosts, String name, Recipe recipe) {
    session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
    RunDirectory run = new RunDirectory(folder.resolve(name).toString());
    return TrainingJob.run(session, recipe, run, TrainingListener.NONE);
  }

  @Test
  void hostsChangeNoBitAndEverySampleCounts() throws IOException {
    assertThat(whole.steps()).isEqualTo(10);
    RunResult two = train(2, "two", recipe("run: {"));
    assertThat(two.hosts()).isEqualTo(2);
    assertSame(two);
    List<JsonNode> lines = lines("whole");
    assertThat(lines).hasSize(10);
    JsonNode last = lines.get(4);
    assertThat(last.get("epoch").asInt()).isEqualTo(1);
    assertThat(last.get("accuracy").asDouble() * 26) // of all samples, the last two included
        .isCloseTo(Math.rint(last.get("accuracy").asDouble() * 26), within(1e-9));
  }

  @Test
  void aRunThatStopsBeforeOrAfterASmallerBatchGoesOnToTheSameBits() throws IOException {
    for (int stop : List.of(4, 5, 9)) {
      String name = "stopped-" + stop;
      RunResult part = train(1, name, recipe("run: {stopAfterSteps: %d, ".formatted(stop)));
      assertThat(part.steps()).isEqualTo(stop);
      assertSame(train(2, name, recipe("run: {")));
    }
  }

  private static void assertSame(RunResult other) throws IOException {
    assertThat(other.epochs()).isEqualTo(whole.epochs());
    assertThat(state(other)).isEqualTo(state(whole));
  }

  private static byte[] state(RunResult result) throws IOException {
    return Files.readAllBytes(
        Path.of(URI.create(result.checkpoint())).resolve("state.safetensors"));
  }

  private static List<JsonNode> lines(String run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : WholeRun.metrics(folder.resolve(run))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
