package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was validated names its best epoch, and every command takes it. */
class BestEpochTest {

  @TempDir static Path folder;
  private static Path recipe;
  private static String run;
  private static String printed;
  private static JsonNode json;

  @BeforeAll
  static void train() throws IOException {
    TinyShards.write(folder.resolve("data"), 24, 9);
    recipe = folder.resolve("tiny.yaml");
    String runs =
        "run: {->run: {keepCheckpoints: 1, directory: \"" + folder.resolve("runs") + "\", ";
    Files.writeString(
        recipe,
        TinyRecipe.on(
            folder.resolve("data"),
            runs,
            "rate: 0.1->rate: 0.3",
            "timesteps: 2->timesteps: 2, validation: {share: 0.25}"));
    printed = CommandOutput.of(0, "train", recipe.toString());
    run = folder + "/runs/tiny/seed-3";
    json = new JsonMapper().readTree(Path.of(run, "run.json").toFile());
  }

  private static String best() {
    return "step-%07d".formatted(json.path("best").path("step").asLong());
  }

  @Test
  void itIsNamedInWhatIsPrintedInTheFiguresAndOnThePage() throws IOException {
    JsonNode best = json.path("best");
    double highest =
        StreamSupport.stream(json.path("epochs").spliterator(), false)
            .mapToDouble(epoch -> epoch.path("validationAccuracy").asDouble(-1))
            .max()
            .orElseThrow();
    assertThat(best.path("validationAccuracy").asDouble()).isEqualTo(highest);
    JsonNode epoch = json.path("epochs").get(best.path("epoch").asInt() - 1);
    assertThat(best.path("testAccuracy")).isEqualTo(epoch.path("testAccuracy"));
    assertThat(best.path("checkpoint").asText()).endsWith("/checkpoints/" + best());
    assertThat(printed)
        .contains("best epoch " + best.path("epoch") + ": validation accuracy ")
        .contains("  validation loss ");
    assertThat(json.path("data").path("trainSamples").asInt()).isEqualTo(18);
    assertThat(json.path("data").path("validationSamples").asInt()).isEqualTo(6);
    assertThat(Files.readString(Path.of(run, "report.html")))
        .contains("after the last epoch, 5, on 18 recordings of split train")
        .contains("Test accuracy, best epoch, " + best.path("epoch"));
    assertThat(Files.readString(Path.of(run, "metrics.jsonl"))).contains("\"validationLoss\":");
  }

  @Test
  void itsCheckpointStaysAndEveryCommandTakesIt() throws IOException {
    Path checkpoints = Path.of(run, "checkpoints");
    try (var left = Files.list(checkpoints)) {
      assertThat(left.map(path -> path.getFileName().toString()).filter(n -> n.startsWith("step")))
          .contains(best())
          .hasSizeLessThanOrEqualTo(2);
    }
    byte[] named = exported(checkpoints.resolve("best"));
    assertThat(named).isEqualTo(exported(checkpoints.resolve(best())));
    assertThat(CommandOutput.of(0, "evaluate", checkpoints.resolve("best").toString()))
        .contains(
            "test accuracy %.4f".formatted(json.path("best").path("testAccuracy").asDouble()));
    assertThat(Path.of(run, "evaluation-best.json")).exists();
    assertThat(
            CommandOutput.of(
                0,
                "predict",
                checkpoints.resolve("best").toString(),
                folder.resolve("data").toString()))
        .contains("north-east");
    String resumed = "training.resumeFrom=" + run;
    CommandOutput.of(
        0,
        "train",
        recipe.toString(),
        "--set",
        "name=resumed",
        "--set",
        resumed,
        "--set",
        "training.ranks=1");
    assertThat(folder.resolve("runs/resumed/seed-3/checkpoints").resolve(best())).exists();
    assertThat(
            CommandOutput.of(
                0,
                "train",
                recipe.toString(),
                "--set",
                "name=next",
                "--set",
                "training.epochs=1",
                "--set",
                "training.initFrom=" + checkpoints.resolve("best")))
        .contains("next seed 3");
  }

  private static byte[] exported(Path checkpoint) throws IOException {
    Path file = folder.resolve("out.safetensors");
    CommandOutput.of(0, "export", checkpoint.toString(), file.toString());
    return Files.readAllBytes(file);
  }

  @Test
  void aRunThatWasNotValidatedHasNone() throws IOException {
    String plain = "data.validation=null";
    CommandOutput.of(
        0,
        "train",
        recipe.toString(),
        "--set",
        "name=plain",
        "--set",
        plain,
        "--set",
        "training.epochs=1");
    assertThat(CommandOutput.of(3, "evaluate", folder + "/runs/plain/seed-3/checkpoints/best"))
        .contains("no epoch of the run was validated", "data.validation");
  }

  @Test
  void aSplitThatIsNotThereOrTooSmallIsRefusedBeforeSparkStarts() {
    for (List<String> wrong :
        List.of(
            List.of("data.validation={split: valid}", "data.validation.split: valid"),
            List.of("data.validation={share: 0.01}", "must have one for each of the 2"))) {
      assertThat(CommandOutput.of(2, "train", recipe.toString(), "--set", wrong.get(0)))
          .contains(wrong.get(1));
    }
  }
}
