package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cofire.data.files.Hashes;
import io.cofire.data.lock.FolderLock;
import io.cofire.data.lock.Owned;
import io.cofire.data.shards.TinyShards;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that goes on with another recipe, and one that must not. Four steps are an epoch. */
class ExtendTest {

  private static final String RECIPE =
      """
      name: whole
      data: {shards: FOLDER/data, timesteps: 2}
      network:
        kind: layered
        neuron: {kind: iterative-lif, threshold: 0.25, firing: at-or-above}
        norm: {kind: none}
        parts: [{kind: conv, channels: 4}, {kind: average-pool}, {kind: dense, width: 12}]
      training:
        ranks: 2
        batch: 6
        epochs: 1
        loss: {kind: square-error}
        optimizer: {kind: sgd, rate: 0.2, momentum: 0.9}
        schedule: {kind: constant}
      run: {directory: FOLDER/runs}
      """;

  @TempDir static Path folder;
  private static Path file;

  @BeforeAll
  static void writeData() throws IOException {
    TinyShards.write(folder.resolve("data"), 24, 9);
    file = folder.resolve("recipe.yaml");
    Files.writeString(file, RECIPE.replace("FOLDER", folder.toString()));
  }

  /** With a rate that stays, one epoch and two more are three: the optimizer is kept. */
  @ParameterizedTest
  @ValueSource(strings = {"step", "averaging"})
  void anExtendedRunIsThatOfOneRecipeAndGoesOnExactly(String sync) throws IOException {
    String mode = "training.sync=" + sync;
    String three = "training.epochs=3";
    succeed(train(sync + "-once", mode, three));
    succeed(train(sync, mode));

    String refused = fail(2, train(sync, mode, three));
    assertThat(refused)
        .contains("its recipe.yaml has other values: training.epochs: 1 there, 3 here; go on with")
        .contains("by --extend, which keeps weights, optimizer and place in the data");

    String extended = succeed(extended(sync, mode, three, "run.stopAfterSteps=7"));
    assertThat(extended)
        .contains("extended: training.epochs: 1 there, 3 here")
        .contains("resumed at step 4, stopping after step 7");
    assertThat(succeed(train(sync, mode, three))).contains("resumed at step 7");

    assertThat(checkpoint(sync, 12, "state.safetensors"))
        .hasSameBinaryContentAs(checkpoint(sync + "-once", 12, "state.safetensors"));
    assertThat(checkpoint(sync, 12, "state.json"))
        .hasSameTextualContentAs(checkpoint(sync + "-once", 12, "state.json"));
    try (Stream<Path> kept = Files.list(run(sync).resolve("recipes"))) {
      assertThat(kept)
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.getFileName().toString()).startsWith("until-step-0000004-");
                assertThat(one).content().contains("epochs: 1");
              });
    }
    assertThat(run(sync).resolve("recipe.yaml")).content().contains("epochs: 3");
    assertThat(json(run(sync).resolve("run.json")).path("epochs")).hasSize(3);
    assertThat(run(sync).resolve("_lock.json")).doesNotExist();
  }

  @Test
  void rateScheduleAndRanksMayChangeAndTheNetworkMayNot() throws IOException {
    succeed(train("free"));
    String[] changes = {
      "training.epochs=2",
      "training.optimizer.rate=0.05",
      "training.schedule={kind: step, every: 1, decay: 0.5}",
      "training.ranks=3"
    };
    assertThat(succeed(extended("free", changes)))
        .contains("training.ranks: 2 there, 3 here", "training.schedule.every: none there, 1 here")
        .contains("training: 3 ranks in 1 processes");

    String refused = fail(2, extended("free", "network.parts[0].channels=8", "training.epochs=4"));
    assertThat(refused)
        .contains(
            "network.parts[0].channels: 4 there, 8 here (cannot change: the weights are those of"
                + " that network)")
        .contains("training.epochs: 2 there, 4 here", "start over with --fresh")
        .doesNotContain("go on with these");
    assertThat(fail(2, extended("free", "training.batch=8")))
        .contains("(cannot change: the place in the data is counted in batches)");
    String[] fewer = Arrays.copyOf(changes, 4);
    fewer[0] = "training.epochs=1";
    assertThat(fail(2, extended("free", fewer)))
        .contains("to training.epochs 1: it has done 2; choose at least that many");
    assertThat(fail(2, extended("nothing"))).contains("there is no run").contains("--extend out");
    assertThat(folder.resolve("runs/nothing")).doesNotExist();
    List<String> both = new ArrayList<>(List.of(extended("free", changes)));
    both.add("--fresh");
    assertThat(fail(2, both.toArray(new String[0]))).contains("--fresh deletes what --extend");
  }

  /** Its newest checkpoint is of the recipe before, which makes no other recipe its own. */
  @Test
  void anExtensionWithoutAStepLeavesTheRunScoredByItsOwnRecipesAlone() throws IOException {
    succeed(train("still"));
    succeed(extended("still", "training.optimizer.rate=0.05"));
    String rate = "training.optimizer.rate=0.05";
    succeed("evaluate", file.toString(), "--set", "name=still", "--set", rate);
    String threshold = "network.neuron.threshold=5";
    assertThat(
            fail(
                3,
                "evaluate",
                file.toString(),
                "--set",
                "name=still",
                "--set",
                rate,
                "--set",
                threshold))
        .contains("it belongs to another recipe: network.neuron.threshold: 0.25 there, 5");
  }

  @Test
  void aDirectoryIsOfOneRecipeBeforeItHasACheckpoint() throws IOException {
    succeed(train("early"));
    CommandOutput.delete(run("early").resolve("checkpoints"));
    assertThat(fail(2, train("early", "training.batch=8")))
        .contains("its recipe.yaml has other values: training.batch: 6 there, 8 here");
    Files.writeString(run("early").resolve("recipe.yaml"), "name: half\ntrai"); // a kill in writing
    assertThat(succeed(train("early")))
        .contains("warning: Cannot use the run ", "the recipe that it keeps is damaged: ");
    for (String content : List.of("", "null", "[", "\u0000", "[".repeat(5000), "\uFEFF7")) {
      Files.writeString(run("early").resolve("recipe.yaml"), content);
      assertThat(fail(3, "evaluate", run("early").toString()))
          .contains("the recipe that it keeps is damaged: ")
          .contains("'cofire train' with that run's recipe writes it again")
          .doesNotContain("Internal error");
    }
  }

  @Test
  void aDirectoryThatAnotherCommandHasIsNotTouched() throws IOException {
    succeed(train("busy"));
    Path before = checkpoint("busy", 4, "state.safetensors");
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(run("busy").toUri());
    try (Owned other =
        FolderLock.take(new Configuration(), place, "train", "cofire train other", () -> {})) {
      assertThat(other.before()).isEmpty();
      List<String> fresh = new ArrayList<>(List.of(train("busy")));
      fresh.add("--fresh");
      assertThat(fail(2, fresh.toArray(new String[0])))
          .contains("another command is at work there: cofire train other, process ");
      assertThat(before).exists();
    }
    assertThat(succeed(train("busy"))).doesNotContain("taken over");
  }

  @Test
  void filesOfFiguresMayHoldAnything() throws IOException {
    succeed(train("torn", "training.epochs=2", "run.stopAfterSteps=6"));
    String deep = "[".repeat(100_000);
    String lines =
        "null\n7\n[]\n\n{\"step\": null}\n{\"step\": 1e400}\n\u0000\n" + deep + "\n{\"st";
    for (String name :
        List.of(
            "metrics/epoch-0001.jsonl",
            "metrics/_epoch-0002.jsonl",
            "metrics/epoch-99999999999.jsonl",
            "metrics/notes.txt",
            "metrics.jsonl",
            "run.json",
            "evaluation.json",
            "report.html")) {
      Files.write(run("torn").resolve(name), lines.getBytes(StandardCharsets.UTF_8));
    }
    Files.createDirectory(run("torn").resolve("metrics/epoch-0009.jsonl"));
    assertThat(succeed(train("torn", "training.epochs=2"))).contains("resumed at step 6");
    assertThat(Files.readString(run("torn").resolve("metrics/epoch-0002.jsonl"))).hasLineCount(4);
    assertThat(json(run("torn").resolve("run.json")).path("steps").asInt()).isEqualTo(8);
    succeed("evaluate", run("torn").toString());
  }

  /** A checkpoint of an earlier release does not say how it was computed; this one is asked. */
  @Test
  void whatComputesIsKeptAndADifferenceIsSaid() throws IOException {
    assertThat(succeed(train("bits", "training.epochs=3", "run.stopAfterSteps=2")))
        .doesNotContain("warning");
    JsonNode by = json(checkpoint("bits", 2, "state.json")).path("computed").path(0).path("by");
    assertThat(by.path("engine").asText()).isEqualTo("nd4j");
    assertThat(by.path("version").asText()).contains("oneDNN 3.");
    assertThat(by.path("threads").asInt()).isPositive();
    assertThat(by.path("instructions").asText()).isNotEmpty();

    change("bits", 2, state -> ((ObjectNode) state.at("/computed/0/by")).put("threads", 64));
    assertThat(succeed(train("bits", "training.epochs=3", "run.stopAfterSteps=3")))
        .contains("warning: step 2 was computed otherwise than it goes on (threads: 64 there, ");
    JsonNode computed = json(run("bits").resolve("run.json")).path("computed");
    assertThat(computed).hasSize(2);
    assertThat(computed.path(1).path("fromStep").asInt()).isEqualTo(2);
    assertThat(run("bits").resolve("report.html")).content().contains("Computed from step 2 on by");

    change("bits", 3, state -> state.remove("computed"));
    String silent = succeed(train("bits", "training.epochs=3"));
    assertThat(silent).contains("resumed at step 3").doesNotContain("warning");
  }

  @Test
  void aReportThatCouldNotBeWrittenIsWrittenByTheNextCommand() throws IOException {
    succeed(train("told"));
    Path figures = run("told").resolve("run.json");
    byte[] before = Files.readAllBytes(figures);
    succeed(extended("told", "training.epochs=2"));
    Files.write(figures, before); // as where the new one could not be written
    assertThat(succeed(train("told", "training.epochs=2"))).contains("resumed at step 8");
    assertThat(json(figures).path("epochs")).hasSize(2);
    assertThat(run("told").resolve("report.html")).content().contains("<svg");
  }

  @Test
  void aFolderWhereAFileGoesIsNamedBeforeTheTraining() throws IOException {
    for (String name : List.of("run.json", "report.html", "metrics.jsonl", "recipe.yaml")) {
      Files.createDirectories(run("in-the-way-of-" + name).resolve(name));
      assertThat(fail(2, train("in-the-way-of-" + name)))
          .contains(": " + name + " is a folder, where the run's own file goes; move it away")
          .doesNotContain("epoch 1/1");
    }
  }

  /** What engine auto becomes is known, and refused, in a task. */
  @Test
  void aCommandThatIsRefusedBeforeItsFirstStepBindsNoOther() throws IOException {
    assumeThat(Path.of("/proc/cpuinfo")).content().doesNotContain("avx512_fp16");
    Path recipe = run("refused").resolve("recipe.yaml");
    fail(2, train("refused", "run.engine=auto", "run.precision=fp16"));
    assertThat(recipe).doesNotExist();
    succeed(train("refused"));
    fail(2, extended("refused", "run.engine=auto", "run.precision=fp16"));
    assertThat(recipe).content().contains("engine: nd4j");
    succeed(train("refused"));
  }

  @Test
  void weightsThatCannotBeReadDoNotMakeADirectoryTheirs() throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged.safetensors"), "no weights");
    fail(3, train("started", "training.initFrom=" + damaged));
    succeed(train("first"));
    String from = checkpoint("first", 4, "state.json").getParent().toString();
    assertThat(succeed(train("started", "training.initFrom=" + from))).contains("started seed 1");
  }

  @Test
  void whatElseWasWrittenIntoTheMetricsIsLeftOutAndSaid() throws IOException {
    succeed(train("noted"));
    Path first = run("noted").resolve("metrics").resolve("epoch-0001.jsonl");
    Files.writeString(first, Files.readString(first) + "a note of mine\n{\"step\": 999}\n");
    assertThat(succeed(extended("noted", "training.epochs=2")))
        .containsOnlyOnce("epoch-0001.jsonl: 2 lines are no step's");
    assertThat(Files.readAllLines(run("noted").resolve("metrics.jsonl"))).hasSize(8);
    assertThat(json(run("noted").resolve("run.json")).path("steps").asInt()).isEqualTo(8);
  }

  private interface Change {
    void of(ObjectNode state);
  }

  private static void change(String name, int step, Change change) throws IOException {
    ObjectNode state = (ObjectNode) json(checkpoint(name, step, "state.json"));
    change.of(state);
    byte[] text = new JsonMapper().writeValueAsBytes(state);
    ObjectNode marker = (ObjectNode) json(checkpoint(name, step, "COMMIT"));
    ((ObjectNode) marker.at("/files/state.json"))
        .put("bytes", text.length)
        .put("sha256", Hashes.sha256(text));
    Files.write(checkpoint(name, step, "state.json"), text);
    Files.write(checkpoint(name, step, "COMMIT"), new JsonMapper().writeValueAsBytes(marker));
  }

  private static String[] extended(String name, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of(train(name, overrides)));
    arguments.add("--extend");
    return arguments.toArray(new String[0]);
  }

  private static String[] train(String name, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of("train", file.toString()));
    arguments.addAll(List.of("--set", "name=" + name));
    Arrays.stream(overrides).forEach(one -> arguments.addAll(List.of("--set", one)));
    return arguments.toArray(new String[0]);
  }

  private static Path run(String name) {
    return folder.resolve("runs/" + name + "/seed-1");
  }

  private static Path checkpoint(String name, int step, String part) {
    return run(name).resolve("checkpoints/step-%07d".formatted(step)).resolve(part);
  }

  private static JsonNode json(Path path) throws IOException {
    return new JsonMapper().readTree(path.toFile());
  }

  private static String succeed(String... arguments) {
    return CommandOutput.of(0, arguments);
  }

  private static String fail(int code, String... arguments) {
    return CommandOutput.of(code, arguments);
  }
}
