package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over values and seeds, one after the other. */
class SweepTest {

  @TempDir static Path folder;
  private static Path recipe;

  @BeforeAll
  static void prepare() throws IOException {
    TinyShards.write(folder.resolve("data"), 12, 6);
    recipe = folder.resolve("tiny.yaml");
    Files.writeString(
        recipe,
        TinyRecipe.on(
            folder.resolve("data"),
            "ranks: 2->ranks: 1",
            "epochs: 5->epochs: 1",
            "run: {->run: {directory: \"%s/runs\", ".formatted(folder)));
  }

  private static String sweep(int code, String... options) {
    List<String> command = new ArrayList<>(List.of("sweep", recipe.toString()));
    command.addAll(List.of(options));
    return CommandOutput.of(code, command.toArray(String[]::new));
  }

  @Test
  void aFailingRunIsListedTheOthersGoOnAndFinishedOnesStay() throws IOException {
    String rates = "training.optimizer={kind: sgd, rate: 0.1},{kind: sgd, rate: 1.0e38}";
    String first = sweep(5, "--set", rates, "--seeds", "1-2");
    assertThat(first)
        .contains(
            "sweep: 4 runs", "run 4 of 4: training.optimizer={kind: sgd, rate: 1.0e38}, seed 2")
        .containsPattern("(?m)^setting +runs +mean accuracy +deviation +best mean$")
        .containsPattern(
            "(?m)^training.optimizer=\\{kind: sgd, rate: 0.1} +2 +0[.]\\d{4} +0[.]\\d{4} +-$")
        .containsPattern("(?m)^training.optimizer=\\{kind: sgd, rate: 1.0e38} +0 +- +- +-$")
        .containsPattern(
            "(?m)^failed: tiny-optimizer-kind-sgd-rate-1.0e38-[0-9a-f]{8} seed 1: Cannot train");
    JsonNode json =
        new JsonMapper().readTree(folder.resolve("runs/tiny-sweep/sweep.json").toFile());
    assertThat(json.path("settings")).hasSize(2);
    assertThat(json.path("settings").get(0).path("done").asInt()).isEqualTo(2);
    assertThat(json.path("settings").get(1).path("failed").asInt()).isEqualTo(2);
    assertThat(json.path("runs")).hasSize(4);
    List<String> csv = Files.readAllLines(folder.resolve("runs/tiny-sweep/sweep.csv"));
    assertThat(csv).hasSize(5);
    assertThat(csv.get(1)).startsWith("\"training.optimizer={kind: sgd, rate: 0.1}\",tiny-");

    String again = sweep(5, "--set", rates, "--seeds", "1-2");
    assertThat(again).doesNotContain("epoch 1/1");
    assertThat(new JsonMapper().readTree(folder.resolve("runs/tiny-sweep/sweep.json").toFile()))
        .isEqualTo(json);
  }

  @Test
  void aHalfRunGoesOnAndOneIsOfTheRecipesOwnSeed() {
    String batches = "training.batch=3,6";
    sweep(0, "--set", batches, "--set", "run.stopAfterSteps=1");
    assertThat(sweep(0, "--set", batches))
        .contains("resumed at step 1", "run 2 of 2: training.batch=6, seed 3");
    assertThat(folder.resolve("runs/tiny-batch-3/seed-3/report.html")).exists();
  }

  @Test
  void whatCannotBeTrainedIsRefusedBeforeAnythingIs() {
    assertThat(sweep(2, "--set", "training.batch=6,100")).contains("training.batch: 100");
    assertThat(sweep(2, "--set", "training.bach=6,3")).contains("unknown key training.bach");
    assertThat(sweep(2, "--set", "name=a,b")).contains("Cannot sweep over --set name");
    assertThat(sweep(2, "--set", "seed=1,2", "--seeds", "1-2")).contains("--set seed");
    assertThat(sweep(2, "--set", "training.sync=step,averaging"))
        .contains("Cannot sweep over training.sync");
    assertThat(sweep(2, "--set", "training.batch=3", "--set", "training.batch=6"))
        .contains("--set names a key twice");
    assertThat(sweep(2, "--seeds", "x")).contains("expected such as 1-3");
    assertThat(folder.resolve("runs/tiny-batch-100")).doesNotExist();
  }
}
