package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.plan.StateForm;
import io.cofire.ops.rank.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that goes on in the other way of synchronising, on a network without norms. */
class ResumeFromTest {

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
        epochs: 3
        loss: {kind: square-error}
        optimizer: {kind: sgd, rate: 0.2, momentum: 0.9}
      run: {directory: FOLDER/runs}
      """;

  @TempDir static Path folder;
  private static String file;

  @BeforeAll
  static void trainOnce() throws IOException {
    TinyShards.write(folder.resolve("data"), 24, 9);
    Path written = folder.resolve("recipe.yaml");
    Files.writeString(written, RECIPE.replace("FOLDER", folder.toString()));
    file = written.toString();
    succeed(train("whole"));
  }

  /**
   * Six of twelve steps in one mode and six in the other are twelve in one: momentum is carried.
   */
  @ParameterizedTest
  @CsvSource({"step, averaging", "averaging, step"})
  void aCheckpointGoesOnInTheOtherMode(String first, String second) throws Exception {
    String from = first + "-first";
    succeed(train(from, "training.sync=" + first, "run.stopAfterSteps=6"));
    String to = second + "-then";
    String place = folder.resolve("runs/" + from + "/seed-1").toString();
    String[] going = train(to, "training.sync=" + second, "training.resumeFrom=" + place);
    succeed(going);
    for (String part : List.of("state.safetensors", "COMMIT")) {
      assertThat(checkpoint(to, 6).resolve(part)).isRegularFile();
    }
    assertThat(checkpoint(to, 6).resolve("state.safetensors"))
        .hasSameBinaryContentAs(checkpoint(from, 6).resolve("state.safetensors"));
    JsonNode progress = json(checkpoint(to, 12).resolve("state.json"));
    assertThat(progress.path("epochs")).hasSize(3);
    assertThat(progress.path("epochs").path(0))
        .isEqualTo(json(checkpoint(from, 6).resolve("state.json")).path("epochs").path(0));

    TrainingState ended = state(to);
    TrainingState whole = state("whole");
    assertThat(ended.parameters()).containsExactly(whole.parameters(), within(5e-6f));
    assertThat(ended.optimizer().get("velocity"))
        .containsExactly(whole.optimizer().get("velocity"), within(5e-6f));
    assertThat(ended.statistics()).as("voters' classes").containsExactly(whole.statistics());
  }

  @Test
  void anOptimizerThatIsNotAveragedIsLeftBehindAndTheRunSaysSo() {
    String place = folder.resolve("runs/whole/seed-1").toString();
    String printed =
        succeed(
            train(
                "forgetful",
                "training.sync=averaging",
                "training.averaging.averageOptimizer=false",
                "training.resumeFrom=" + place));
    assertThat(printed)
        .contains(
            "step-0000012: the optimizer's state is left out:"
                + " training.averaging.averageOptimizer is false, so each round starts it anew");
  }

  @Test
  void aReportOfAveragingCountsWhatAnEvaluationCounts() throws Exception {
    succeed(train("counted", "training.sync=averaging", "training.epochs=1"));
    String run = folder.resolve("runs/counted/seed-1").toString();
    assertThat(succeed("evaluate", run)).contains("conv1");
    JsonNode reported = json(Path.of(run, "run.json")).findValue("operations");
    assertThat(reported).isNotNull();
    assertThat(reported).isEqualTo(json(Path.of(run, "evaluation.json")).path("operations"));
    assertThat(json(Path.of(run, "run.json")).findValue("firingRates"))
        .isEqualTo(json(Path.of(run, "evaluation.json")).path("firingRates"));
    assertThat(Files.readString(Path.of(run, "report.html"))).contains("conv1");
  }

  @Test
  void anotherExperimentIsRefused() {
    String place = folder.resolve("runs/whole/seed-1").toString();
    String[] other = train("other", "training.resumeFrom=" + place, "training.batch=12");
    assertThat(fail(3, other))
        .contains(
            "Cannot resume from ",
            "it is another experiment; only name, run, training.sync, ranks, normSync, averaging,"
                + " initFrom and resumeFrom may differ");
    String empty = folder.resolve("data").toString();
    assertThat(fail(3, train("nothing", "training.resumeFrom=" + empty)))
        .contains("no whole checkpoint in ", "; train first");
  }

  private static String[] train(String name, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of("train", file, "--set", "name=" + name));
    Arrays.stream(overrides).forEach(one -> arguments.addAll(List.of("--set", one)));
    return arguments.toArray(new String[0]);
  }

  private static Path checkpoint(String name, int step) {
    return folder.resolve("runs/%s/seed-1/checkpoints/step-%07d".formatted(name, step));
  }

  private static TrainingState state(String name) throws IOException {
    Recipe recipe = Recipe.read(Path.of(file), List.of());
    InputShape input = new InputShape(2, 2, 12, 12);
    StateForm form = StateForm.of(recipe.network(), input, 3, recipe.training().optimizer());
    RunDirectory run = new RunDirectory(folder.resolve("runs/" + name + "/seed-1").toString());
    return new CheckpointStore(new Configuration(), run)
        .state(
            new org.apache.hadoop.fs.Path(checkpoint(name, 12).toUri()),
            form.parameters(),
            form.statistics());
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
