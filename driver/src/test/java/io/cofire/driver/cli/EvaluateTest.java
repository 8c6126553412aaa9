package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.TinyImageShards;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.cli.CommandOutput.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run and its checkpoints, scored on its own data and on others. */
class EvaluateTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> CLASSES = List.of("north-west", "north-east", "south-west");

  @TempDir static Path folder;
  private static Path run;
  private static String recipe;

  @BeforeAll
  static void trainOnce() throws IOException {
    TinyShards.write(folder.resolve("data"), 24, 9);
    TinyShards.writeSplit(folder.resolve("same"), "all", CLASSES, 24, 33);
    Path file = folder.resolve("tiny.yaml");
    String there =
        "run: {keepEveryEpochs: 4, directory: \"%s\", ".formatted(folder.resolve("runs"));
    Files.writeString(
        file, TinyRecipe.on(folder.resolve("data"), "run: {->" + there, "epochs: 5->epochs: 40"));
    recipe = file.toString();
    assertThat(run(0, "train", recipe).out()).contains("tiny seed 3: test accuracy");
    run = folder.resolve("runs/tiny/seed-3");
  }

  private static JsonNode figures(String name) throws IOException {
    return JSON.readTree(run.resolve(name).toFile());
  }

  @Test
  void otherDataOfTheSameClassesAreScoredByName() throws IOException {
    run(0, "evaluate", run.toString());
    JsonNode own = figures("evaluation.json");
    Ended told = run(0, "evaluate", run.toString(), "--data", folder.resolve("same").toString());
    assertThat(told.out()).contains("9 recordings of split all");
    JsonNode same = figures("evaluation-same-all.json");
    assertThat(same.get("confusion")).isEqualTo(own.get("confusion"));
    assertThat(same.get("loss")).isEqualTo(own.get("loss"));
    assertThat(same.get("split").asText()).isEqualTo("all");

    List<String> turned = List.of("south-west", "north-west", "north-east");
    TinyShards.writeSplit(folder.resolve("turned"), "all", turned, 0, 30);
    run(0, "evaluate", recipe, "--data", folder.resolve("turned").toString());
    JsonNode other = figures("evaluation-turned-all.json");
    assertThat(other.get("samples").asInt()).isEqualTo(30);
    assertThat(other.get("accuracy").asDouble()).isGreaterThan(0.8);
    TinyShards.writeSplit(folder.resolve("single"), "all", List.of("north-east"), 0, 1);
    run(0, "evaluate", run.toString(), "--data", folder.resolve("single").toString());
    assertThat(figures("evaluation-single-all.json").get("samples").asInt()).isEqualTo(1);
  }

  @Test
  void anotherSplitOfItsOwnDataIsScoredAsItIs() throws IOException {
    Ended told = run(0, "evaluate", run.toString(), "--split", "train");
    assertThat(told.out()).contains("24 recordings of split train");
    assertThat(figures("evaluation-data-train.json").get("accuracy").asDouble()).isGreaterThan(0.8);
  }

  @Test
  void aRunWhoseDataAreGoneKnowsItsClassesByItsReport() throws IOException {
    Path away = Files.move(folder.resolve("data"), folder.resolve("data-away"));
    try {
      run(0, "evaluate", run.toString(), "--data", folder.resolve("same").toString());
    } finally {
      Files.move(away, folder.resolve("data"));
    }
  }

  @Test
  void whatCannotBeScoredIsSaidBeforeSparkStarts() throws IOException {
    TinyShards.writeClasses(folder.resolve("places"), 3, 6, 3);
    assertThat(refused(2, "--data", folder.resolve("places").toString()))
        .contains(
            "Invalid --data: ",
            "its class place-0 is none of those that the run was trained on: north-west, north-east, south-west");
    assertThat(refused(2, "--data", folder.resolve("same").toString(), "--split", "none"))
        .contains("Invalid --split: none (the prepared set of tiny has all)");
    assertThat(refused(3, "--data", folder.resolve("nowhere").toString())).contains("nowhere");
    TinyImageShards.write(folder.resolve("images"), 6, 3);
    assertThat(refused(2, "--data", folder.resolve("images").toString())).contains("Invalid ");
  }

  @Test
  void otherDataWithoutTheOptionAreRefusedWithIt() throws IOException {
    TinyShards.write(folder.resolve("later"), 24, 12);
    Ended told = run(3, "evaluate", recipe, "--set", "data.shards=" + folder.resolve("later"));
    assertThat(told.err())
        .contains("it belongs to other data than ", "'cofire evaluate ", "--data ")
        .doesNotContain("delete");
    told = run(3, "evaluate", recipe, "--set", "network.neuron.threshold=0.4");
    assertThat(told.err())
        .contains("it belongs to another recipe: network.neuron.threshold")
        .doesNotContain("delete");
  }

  @Test
  void whatAScoreDoesNotDependOnMayDiffer() throws IOException {
    String[] trained = {"evaluate", run.toString()};
    String score = last(run(0, trained).out());
    String[] others = {
      "training.epochs=2", "training.optimizer.rate=0.5", "training.schedule={kind: constant}"
    };
    for (String other : others) {
      assertThat(last(run(0, "evaluate", recipe, "--set", other).out())).isEqualTo(score);
    }
    Ended told =
        run(3, "evaluate", recipe, "--set", "training.epochs=2", "--set", "training.ema=0.9");
    assertThat(told.err())
        .contains("it belongs to another recipe: training.ema: none there, 0.9 here");
  }

  @Test
  void thePrecisionOfAScoreIsNoted() throws IOException {
    Ended told = run(0, "evaluate", recipe, "--set", "run.precision=bf16");
    assertThat(told.out()).contains("9 recordings of split test, in bf16 instead of float32");
    assertThat(figures("evaluation.json").path("precision").asText()).isEqualTo("bf16");
    assertThat(run(0, "evaluate", run.toString()).out()).doesNotContain("instead of");
    assertThat(figures("evaluation.json").path("precision").asText()).isEqualTo("float32");
  }

  /** The line of the score. */
  private static String last(String out) {
    return out.lines().filter(line -> line.contains("test accuracy")).findFirst().orElseThrow();
  }

  @Test
  void aCheckpointIsScoredExportedAndStartedFrom() throws IOException {
    String step = run.resolve("checkpoints/step-0000016").toString();
    run(0, "evaluate", step);
    assertThat(figures("evaluation-step-0000016.json").get("checkpoint").asText())
        .isEqualTo("step-0000016");
    Path weights = folder.resolve("weights.safetensors");
    run(0, "export", step, weights.toString());
    byte[] newest = Files.readAllBytes(weights);
    run(0, "export", run.toString(), weights.toString());
    assertThat(Files.readAllBytes(weights)).isNotEqualTo(newest);
    String[] again = {
      "train",
      recipe,
      "--set",
      "name=again",
      "--set",
      "training.epochs=1",
      "--set",
      "training.initFrom=" + step
    };
    run(0, again);
    assertThat(folder.resolve("runs/again/seed-3/checkpoints/step-0000004")).isDirectory();
    for (String command : List.of("evaluate", "export")) {
      String missing = run.resolve("checkpoints/step-0000017").toString();
      String[] line =
          command.equals("export")
              ? new String[] {command, missing, weights.toString()}
              : new String[] {command, missing};
      assertThat(run(3, line).err())
          .contains("Cannot find checkpoint step-0000017: ", "has ", "step-0000016");
    }
  }

  private static String refused(int code, String... options) {
    String[] line =
        Stream.concat(Stream.of("evaluate", run.toString()), Stream.of(options))
            .toArray(String[]::new);
    return run(code, line).err();
  }

  private static Ended run(int code, String... line) {
    Ended ended = CommandOutput.apart(line);
    assertThat(ended.code()).as(ended.err()).isEqualTo(code);
    return ended;
  }
}
