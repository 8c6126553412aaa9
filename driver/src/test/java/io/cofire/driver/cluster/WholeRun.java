package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A run of two ranks in the test's process, to which nothing happens; others are compared with it.
 */
final class WholeRun implements AutoCloseable {

  /** 24 samples in batches of 6, 5 epochs. */
  static final int STEPS = 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final SparkSession session;
  private final Told told = new Told();
  private final RunDirectory directory;
  private final RunResult result;

  /** Trains it, below an empty folder. */
  WholeRun(Path folder) throws IOException {
    this.folder = folder;
    session = LocalSession.builder("local[2]").getOrCreate();
    TinyShards.write(folder.resolve("data"), 24, 9);
    directory = new RunDirectory(folder.resolve("whole").toString());
    result = train(recipe(), directory, told);
  }

  /** Trains another. */
  RunResult train(Recipe recipe, RunDirectory run, TrainingListener listener) {
    return TrainingJob.run(session, recipe, run, listener);
  }

  SparkSession session() {
    return session;
  }

  Told told() {
    return told;
  }

  RunDirectory directory() {
    return directory;
  }

  RunResult result() {
    return result;
  }

  /** Its recipe, changed. */
  Recipe recipe(String... changes) {
    return Recipe.parse(
        TinyRecipe.on(folder.resolve("data"), changes)
            .replace("EverySteps: 3", "EverySteps: 3, keepCheckpoints: 50"),
        "tiny");
  }

  /** Its recipe, as far as a step. */
  Recipe stopping(int step) {
    return recipe("run: {->run: {stopAfterSteps: %d, ".formatted(step));
  }

  /** All lines of all epochs, in order. */
  static List<String> metrics(Path run) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(run.resolve("metrics"))) {
      List<Path> visible = files.filter(f -> !f.getFileName().toString().startsWith(".")).toList();
      assertThat(visible)
          .allSatisfy(f -> assertThat(f.getFileName().toString()).startsWith("epoch-"));
      for (Path file : visible.stream().sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  /** Every step once, in order, with the numbers of the whole run; times of day are its own. */
  void assertSameMetrics(Path run) throws IOException {
    List<List<String>> expected = new ArrayList<>();
    List<List<String>> found = new ArrayList<>();
    for (String line : metrics(folder.resolve("whole"))) {
      expected.add(numbers(line));
    }
    for (String line : metrics(run)) {
      found.add(numbers(line));
    }
    assertThat(expected).hasSize(STEPS);
    assertThat(found).isEqualTo(expected);
  }

  private static List<String> numbers(String line) throws IOException {
    JsonNode node = JSON.readTree(line);
    return Stream.of("step", "epoch", "loss", "accuracy")
        .map(name -> node.required(name).toString())
        .toList();
  }

  void assertSameFiles(String checkpoint) throws IOException {
    Map<String, byte[]> expected = files(folder.resolve("whole/checkpoints/step-0000020"));
    Map<String, byte[]> found = files(Path.of(new org.apache.hadoop.fs.Path(checkpoint).toUri()));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
  }

  static Map<String, byte[]> files(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(directory)) {
      for (Path file : list.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Override
  public void close() {
    session.stop();
  }
}
