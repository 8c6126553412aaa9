package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job in one process: Spark's local mode, real shards, the real engine. */
@Timeout(180)
class TrainingJobTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int STEPS = 20; // 24 samples in batches of 6, 5 epochs

  @TempDir static Path shared;
  @TempDir Path folder;
  private static SparkSession session;
  private static RunDirectory whole;
  private static RunResult result;

  /** Keeps what it is told. */
  private static final class Told implements TrainingListener {
    final List<Plan> plans = new ArrayList<>();
    final List<StepProgress> steps = new ArrayList<>();
    final List<EpochMetrics> epochs = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    @Override
    public void onStart(Plan plan) {
      plans.add(plan);
    }

    @Override
    public void onStep(StepProgress progress) {
      steps.add(progress);
    }

    @Override
    public void onEpoch(EpochMetrics metrics, double seconds) {
      epochs.add(metrics);
    }

    @Override
    public void onWarning(String message) {
      warnings.add(message);
    }
  }

  private static final Told TOLD = new Told();

  @BeforeAll
  static void trainOnce() throws IOException {
    session = LocalSession.builder("local[2]").getOrCreate();
    TinyShards.write(shared.resolve("data"), 24, 9);
    whole = new RunDirectory(shared.resolve("whole").toString());
    result = TrainingJob.run(session, recipe(), whole, TOLD);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Recipe recipe(String... changes) {
    return Recipe.parse(
        TinyRecipe.on(shared.resolve("data"), changes)
            .replace("EverySteps: 3", "EverySteps: 3, keepCheckpoints: 50"),
        "tiny");
  }

  @Test
  void aRunThatStopsInsideAnEpochGoesOnToTheSameBits() throws IOException {
    RunDirectory parts = new RunDirectory(folder.resolve("parts").toString());
    RunResult first = TrainingJob.run(session, stopping(6), parts, TrainingListener.NONE);
    assertThat(first.steps()).isEqualTo(6);
    assertThat(first.epochs()).isEqualTo(result.epochs().subList(0, 1));
    assertThat(first.checkpoint()).endsWith("step-0000006");
    assertThat(first.test().samples()).isEqualTo(9);

    RunResult again = TrainingJob.run(session, stopping(6), parts, TrainingListener.NONE);
    assertThat(again.steps()).isEqualTo(6);
    assertThat(again.test().loss()).isEqualTo(first.test().loss());
    List<String> lines = metrics(folder.resolve("parts"));
    assertThat(lines).hasSize(6);

    RunResult rest = TrainingJob.run(session, recipe(), parts, TrainingListener.NONE);
    assertThat(rest.epochs()).isEqualTo(result.epochs());
    assertSameFiles(rest.checkpoint());
    assertThat(metrics(folder.resolve("parts"))).startsWith(lines.toArray(String[]::new));
    assertSameMetrics(folder.resolve("parts"));
  }

  private static Recipe stopping(int step) {
    return recipe("run: {->run: {stopAfterSteps: %d, ".formatted(step));
  }

  /** All lines of all epochs, in order. */
  private static List<String> metrics(Path run) throws IOException {
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
  private static void assertSameMetrics(Path run) throws IOException {
    List<List<String>> expected = new ArrayList<>();
    List<List<String>> found = new ArrayList<>();
    for (String line : metrics(shared.resolve("whole"))) {
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

  @Test
  void theResultCoversTheWholeRun() {
    assertThat(result.steps()).isEqualTo(STEPS);
    assertThat(result.ranks()).isEqualTo(2);
    assertThat(result.hosts()).isEqualTo(1);
    assertThat(result.restarts()).isZero();
    assertThat(result.epochs()).hasSize(5).isEqualTo(TOLD.epochs);
    assertThat(result.epochs().get(4).trainLoss()).isLessThan(result.epochs().get(0).trainLoss());
    assertThat(result.test().samples()).isEqualTo(9);
    assertThat(result.test().accuracy()).isEqualTo(result.epochs().get(4).testAccuracy());
    assertThat(result.test().firingRates())
        .isNotEmpty()
        .allSatisfy((k, v) -> assertThat(v).isBetween(0.0, 1.0));
    assertThat(result.times().exchangeSeconds())
        .isPositive()
        .isLessThan(result.times().stepSeconds());
    assertThat(result.checkpoint()).endsWith("step-0000020");
    assertThat(TOLD.plans).containsExactly(new TrainingListener.Plan(2, 1, 4, 5, STEPS, 0));
    assertThat(TOLD.steps.get(TOLD.steps.size() - 1).step()).isEqualTo(STEPS);
    assertThat(TOLD.warnings).isEmpty();
    assertThat(shared.resolve("whole/metrics/epoch-0005.jsonl")).isRegularFile();
  }

  @Test
  void twoHostsGiveTheSameBitsAsOne() throws IOException {
    RunDirectory run = new RunDirectory(folder.toString());
    RunResult other =
        withHosts(2, () -> TrainingJob.run(session, recipe(), run, TrainingListener.NONE));
    assertThat(other.hosts()).isEqualTo(2);
    assertThat(other.epochs()).isEqualTo(result.epochs());
    assertSameFiles(other.checkpoint());
  }

  @Test
  void anInterruptedRunEndsWithTheSameBits() throws IOException {
    RunDirectory run = new RunDirectory(folder.toString());
    TrainingJob.run(session, stopping(14), run, TrainingListener.NONE);
    for (int later : new int[] {12, 14}) { // as if it had died before those were written
      delete(folder.resolve("checkpoints/step-%07d".formatted(later)));
    }
    Told told = new Told();
    RunResult resumed = TrainingJob.run(session, recipe(), run, told);
    assertThat(told.plans.get(0).firstStep()).isBetween(8L, 11L);
    assertThat(resumed.epochs()).isEqualTo(result.epochs());
    assertSameFiles(resumed.checkpoint());
    assertSameMetrics(folder);
  }

  @Test
  void metricsThatWereBeingWrittenWhenTheProcessDiedAreNotLost() throws IOException {
    RunDirectory run = new RunDirectory(folder.toString());
    TrainingJob.run(session, stopping(6), run, TrainingListener.NONE);
    Path file = folder.resolve("metrics/epoch-0002.jsonl");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file.resolveSibling("_epoch-0002.jsonl"), bytes); // written first, then the other
    Files.write(file, Arrays.copyOf(bytes, 20));
    Files.deleteIfExists(file.resolveSibling(".epoch-0002.jsonl.crc"));
    Files.writeString(file.resolveSibling("epoch-0004.jsonl"), "{}"); // of an abandoned future
    TrainingJob.run(session, stopping(12), run, TrainingListener.NONE);
    TrainingJob.run(session, recipe(), run, TrainingListener.NONE);
    assertSameMetrics(folder);
  }

  @Test
  void aDamagedCheckpointIsPassedOverWithAWarning() throws IOException {
    RunDirectory run = new RunDirectory(folder.toString());
    TrainingJob.run(session, stopping(9), run, TrainingListener.NONE);
    Path file = folder.resolve("checkpoints/step-0000009/state.safetensors");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    Told told = new Told();
    RunResult resumed = TrainingJob.run(session, recipe(), run, told);
    assertThat(told.warnings)
        .singleElement()
        .asString()
        .contains("step-0000009/state.safetensors: expected ", " bytes, found 100; skipped");
    assertThat(told.plans.get(0).firstStep()).isEqualTo(8);
    assertSameFiles(resumed.checkpoint());
    assertSameMetrics(folder);
  }

  @Test
  void aRunThatCannotSucceedIsNotRepeatedAndTheNextOneInTheSameSessionRuns() throws IOException {
    Told told = new Told();
    RunDirectory failing = new RunDirectory(folder.resolve("failing").toString());
    for (int hosts = 1; hosts <= 2; hosts++) {
      int h = hosts;
      assertThatThrownBy(
              () ->
                  withHosts(
                      h,
                      () ->
                          TrainingJob.run(
                              session, recipe("rate: 0.1->rate: 3.0e+38"), failing, told)))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching(
              "(?s)Cannot train tiny: Rank [01] on .* failed: .*Cannot train step .*")
          .hasMessageContaining("(after 0 restarts)");
      RunDirectory next = new RunDirectory(folder.resolve("next-" + hosts).toString());
      RunResult good =
          withHosts(h, () -> TrainingJob.run(session, recipe(), next, TrainingListener.NONE));
      assertThat(good.restarts()).isZero();
      assertSameFiles(good.checkpoint());
    }
    assertThat(told.warnings).isEmpty();
  }

  @Test
  void aLastCheckpointThatCannotBeWrittenEndsTheRunAndNamesPathAndCause() throws IOException {
    Files.createFile(folder.resolve("checkpoints")); // where the directory should be
    Told told = new Told();
    session.sparkContext().conf().set("spark.cofire.deadline", "2s");
    try {
      assertThatThrownBy(
              () -> TrainingJob.run(session, recipe(), new RunDirectory(folder.toString()), told))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching(
              "(?s)Cannot train tiny: Rank 0 on .* failed: .*Cannot write checkpoint .*step-0000020: .*, after [2-9] tries in 2 s; make room .*")
          .hasMessageContaining("Parent path is not a directory: " + folder)
          .hasMessageContaining("(after 0 restarts)");
    } finally {
      session.sparkContext().conf().set("spark.cofire.deadline", "30s");
    }
    Files.delete(folder.resolve("checkpoints"));
    RunResult again =
        TrainingJob.run(
            session, recipe(), new RunDirectory(folder.toString()), TrainingListener.NONE);
    assertSameFiles(again.checkpoint());
  }

  @Test
  void aFinishedRunIsOnlyEvaluatedAgain() throws IOException {
    copyCheckpoint("step-0000020");
    RunResult again =
        TrainingJob.run(
            session, recipe(), new RunDirectory(folder.toString()), TrainingListener.NONE);
    assertThat(again.epochs()).isEqualTo(result.epochs());
    assertThat(again.test().confusion()).isDeepEqualTo(result.test().confusion());
    assertThat(again.test().firingRates()).isEqualTo(result.test().firingRates());
  }

  @Test
  void evaluationIsTheSameOnOneHostAndTwo() {
    EvaluationResult one = EvaluationJob.run(session, recipe(), whole, TrainingListener.NONE);
    EvaluationResult two =
        withHosts(2, () -> EvaluationJob.run(session, recipe(), whole, TrainingListener.NONE));
    assertThat(one.loss()).isEqualTo(result.test().loss()).isEqualTo(two.loss());
    assertThat(two.confusion())
        .isDeepEqualTo(one.confusion())
        .isDeepEqualTo(result.test().confusion());
  }

  @Test
  void aNamedCheckpointThatIsDamagedCannotBeEvaluated() throws IOException {
    copyCheckpoint("step-0000020");
    Path file = folder.resolve("checkpoints/step-0000020/state.safetensors");
    Files.write(file, new byte[10]);
    assertThatThrownBy(
            () ->
                EvaluationJob.run(
                    session,
                    recipe(),
                    new RunDirectory(folder.toString()),
                    folder.resolve("checkpoints/step-0000020").toString()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("Damaged checkpoint: ", "state.safetensors: expected ", "found 10");
  }

  @Test
  void anotherRecipesCheckpointIsRefused() {
    assertThatThrownBy(
            () ->
                TrainingJob.run(
                    session, recipe("rate: 0.1->rate: 0.2"), whole, TrainingListener.NONE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("it belongs to another recipe: expected hash ")
        .hasMessageContaining("choose another run.directory");
  }

  @Test
  void tooFewSlotsAreCountedBeforeTheJobStarts() {
    assertThatThrownBy(
            () ->
                withHosts(
                    3,
                    () ->
                        TrainingJob.run(
                            session,
                            recipe("ranks: 2->ranks: 3"),
                            new RunDirectory(folder.toString()),
                            TrainingListener.NONE)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("3 task slots required (one per host), 2 available");
  }

  @Test
  void aDamagedShardEndsTheRunAtOnceAndNamesRankAndFile() throws IOException {
    Path data = folder.resolve("data");
    TinyShards.write(data, 24, 9);
    Files.write(data.resolve("train-1.parquet"), new byte[7]);
    Told told = new Told();
    Recipe recipe = recipe(shared.resolve("data") + "->" + data);
    for (int hosts = 1; hosts <= 2; hosts++) {
      assertThatThrownBy(
              () ->
                  withHosts(
                      2,
                      () ->
                          TrainingJob.run(
                              session, recipe, new RunDirectory(folder.toString()), told)))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching("(?s).*[Rr]ank [01].* failed: .*")
          .hasMessageContaining("train-1.parquet: wrong length (expected ")
          .hasMessageContaining("(after 0 restarts)");
    }
    assertThat(told.warnings).isEmpty();
  }

  private static <T> T withHosts(int hosts, Supplier<T> body) {
    session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
    try {
      return body.get();
    } finally {
      session.sparkContext().conf().remove("spark.cofire.hosts");
    }
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
    for (Map.Entry<String, byte[]> file : files(from).entrySet()) {
      Files.write(to.resolve(file.getKey()), file.getValue());
    }
  }

  private static void assertSameFiles(String checkpoint) throws IOException {
    Map<String, byte[]> expected = files(shared.resolve("whole/checkpoints/step-0000020"));
    Map<String, byte[]> found = files(Path.of(URI.create(checkpoint)));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
  }

  private static Map<String, byte[]> files(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(directory)) {
      for (Path file : list.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
