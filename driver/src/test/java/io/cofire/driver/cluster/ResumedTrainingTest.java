package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Patience;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on from what an earlier one has left, whole or not. */
class ResumedTrainingTest {

  @TempDir static Path shared;
  @TempDir Path folder;
  private static WholeRun whole;

  @BeforeAll
  static void trainOnce() throws IOException {
    whole = new WholeRun(shared);
  }

  @AfterAll
  static void stop() {
    whole.close();
  }

  @Test
  void aRunThatStopsInsideAnEpochGoesOnToTheSameBits() throws IOException {
    RunDirectory parts = new RunDirectory(folder.resolve("parts").toString());
    RunResult first = whole.train(whole.stopping(6), parts, TrainingListener.NONE);
    assertThat(first.steps()).isEqualTo(6);
    assertThat(first.epochs()).isEqualTo(whole.result().epochs().subList(0, 1));
    assertThat(first.checkpoint()).endsWith("step-0000006");
    assertThat(first.test().samples()).isEqualTo(9);

    RunResult again = whole.train(whole.stopping(6), parts, TrainingListener.NONE);
    assertThat(again.steps()).isEqualTo(6);
    assertThat(again.test().loss()).isEqualTo(first.test().loss());
    List<String> lines = WholeRun.metrics(folder.resolve("parts"));
    assertThat(lines).hasSize(6);

    RunResult rest = whole.train(whole.recipe(), parts, TrainingListener.NONE);
    assertThat(rest.epochs()).isEqualTo(whole.result().epochs());
    whole.assertSameFiles(rest.checkpoint());
    assertThat(WholeRun.metrics(folder.resolve("parts"))).startsWith(lines.toArray(String[]::new));
    whole.assertSameMetrics(folder.resolve("parts"));
  }

  @Test
  void anInterruptedRunEndsWithTheSameBits() throws IOException {
    RunDirectory run = new RunDirectory(folder.toString());
    whole.train(whole.stopping(14), run, TrainingListener.NONE);
    for (int later : new int[] {12, 14}) { // as if it had died before those were written
      delete(folder.resolve("checkpoints/step-%07d".formatted(later)));
    }
    Told told = new Told();
    RunResult resumed = whole.train(whole.recipe(), run, told);
    assertThat(told.plans.get(0).firstStep()).isBetween(8L, 11L);
    assertThat(resumed.epochs()).isEqualTo(whole.result().epochs());
    whole.assertSameFiles(resumed.checkpoint());
    whole.assertSameMetrics(folder);
  }

  @Test
  void metricsThatWereBeingWrittenWhenTheProcessDiedAreNotLost() throws IOException {
    RunDirectory run = new RunDirectory(folder.toString());
    whole.train(whole.stopping(6), run, TrainingListener.NONE);
    Path file = folder.resolve("metrics/epoch-0002.jsonl");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file.resolveSibling("_epoch-0002.jsonl"), bytes); // written first, then the other
    Files.write(file, Arrays.copyOf(bytes, 20));
    Files.writeString(file.resolveSibling("epoch-0004.jsonl"), "{}"); // of an abandoned future
    whole.train(whole.stopping(12), run, TrainingListener.NONE);
    whole.train(whole.recipe(), run, TrainingListener.NONE);
    whole.assertSameMetrics(folder);
  }

  @Test
  void aDamagedCheckpointIsPassedOverWithAWarning() throws IOException {
    RunDirectory run = new RunDirectory(folder.toString());
    whole.train(whole.stopping(9), run, TrainingListener.NONE);
    Path file = folder.resolve("checkpoints/step-0000009/state.safetensors");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    Told told = new Told();
    RunResult resumed = whole.train(whole.recipe(), run, told);
    assertThat(told.warnings)
        .singleElement()
        .asString()
        .contains("step-0000009/state.safetensors: expected ", " bytes, found 100; skipped");
    assertThat(told.plans.get(0).firstStep()).isEqualTo(8);
    whole.assertSameFiles(resumed.checkpoint());
    whole.assertSameMetrics(folder);
  }

  @Test
  void aLastCheckpointThatCannotBeWrittenEndsTheRunAndNamesPathAndCause() throws IOException {
    Files.createFile(folder.resolve("checkpoints")); // where the directory should be
    Told told = new Told();
    whole.session().sparkContext().conf().set("spark.cofire.deadline", "4s");
    try {
      assertThatThrownBy(
              () -> whole.train(whole.recipe(), new RunDirectory(folder.toString()), told))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching(
              "(?s)Cannot train tiny: Rank 0 on .* failed: .*Cannot write checkpoint .*step-0000020: .*, after [2-9] tries in [4-9] s; make room .*")
          .hasMessageContaining("Parent path is not a directory: " + folder)
          .hasMessageContaining("(after 0 restarts)");
    } finally {
      whole.session().sparkContext().conf().set("spark.cofire.deadline", Patience.SETTING);
    }
    Files.delete(folder.resolve("checkpoints"));
    RunResult again =
        whole.train(whole.recipe(), new RunDirectory(folder.toString()), TrainingListener.NONE);
    whole.assertSameFiles(again.checkpoint());
  }

  @Test
  void aFinishedRunIsOnlyEvaluatedAgain() throws IOException {
    copyCheckpoint("step-0000020");
    RunResult again =
        whole.train(whole.recipe(), new RunDirectory(folder.toString()), TrainingListener.NONE);
    assertThat(again.epochs()).isEqualTo(whole.result().epochs());
    assertThat(again.test().confusion()).isDeepEqualTo(whole.result().test().confusion());
    assertThat(again.test().firingRates()).isEqualTo(whole.result().test().firingRates());
  }

  @Test
  void aNamedCheckpointThatIsDamagedCannotBeEvaluated() throws IOException {
    copyCheckpoint("step-0000020");
    Path file = folder.resolve("checkpoints/step-0000020/state.safetensors");
    Files.write(file, new byte[10]);
    assertThatThrownBy(
            () ->
                EvaluationJob.run(
                    whole.session(),
                    whole.recipe(),
                    new RunDirectory(folder.toString()),
                    folder.resolve("checkpoints/step-0000020").toString()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("Damaged checkpoint: ", "state.safetensors: expected ", "found 10");
  }

  @Test
  void anotherRecipesCheckpointIsRefused() {
    assertThatThrownBy(
            () ->
                whole.train(
                    whole.recipe("rate: 0.1->rate: 0.2"), whole.directory(), TrainingListener.NONE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("it belongs to another recipe: expected hash ")
        .hasMessageContaining("choose another run.directory");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void copyCheckpoint(String name) throws IOException {
    Path from = shared.resolve("whole/checkpoints").resolve(name);
    Path to = Files.createDirectories(folder.resolve("checkpoints").resolve(name));
    for (Map.Entry<String, byte[]> file : WholeRun.files(from).entrySet()) {
      Files.write(to.resolve(file.getKey()), file.getValue());
    }
  }
}
