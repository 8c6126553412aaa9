package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cofire.data.errors.Diagnosis;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job in one process: Spark's local mode, real shards, the real engine. */
class TrainingJobTest {

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
  void theResultCoversTheWholeRun() {
    RunResult result = whole.result();
    Told told = whole.told();
    assertThat(result.steps()).isEqualTo(WholeRun.STEPS);
    assertThat(result.ranks()).isEqualTo(2);
    assertThat(result.hosts()).isEqualTo(1);
    assertThat(result.restarts()).isZero();
    assertThat(result.epochs()).hasSize(5).isEqualTo(told.epochs);
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
    assertThat(told.plans)
        .containsExactly(new TrainingListener.Plan(2, 1, 4, 5, WholeRun.STEPS, 0));
    assertThat(told.steps.get(told.steps.size() - 1).step()).isEqualTo(WholeRun.STEPS);
    assertThat(told.warnings).isEmpty();
    assertThat(shared.resolve("whole/metrics/epoch-0005.jsonl")).isRegularFile();
  }

  @Test
  void twoHostsGiveTheSameBitsAsOne() throws IOException {
    RunDirectory run = new RunDirectory(folder.toString());
    RunResult other = withHosts(2, () -> whole.train(whole.recipe(), run, TrainingListener.NONE));
    assertThat(other.hosts()).isEqualTo(2);
    assertThat(other.epochs()).isEqualTo(whole.result().epochs());
    whole.assertSameFiles(other.checkpoint());
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
                      () -> whole.train(whole.recipe("rate: 0.1->rate: 3.0e+38"), failing, told)))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching(
              "(?s)Cannot train tiny: Rank [01] on .* failed: .*Cannot train step .*")
          .hasMessageContaining("(after 0 restarts)");
      RunDirectory next = new RunDirectory(folder.resolve("next-" + hosts).toString());
      RunResult good = withHosts(h, () -> whole.train(whole.recipe(), next, TrainingListener.NONE));
      assertThat(good.restarts()).isZero();
      whole.assertSameFiles(good.checkpoint());
    }
    assertThat(told.warnings).isEmpty();
  }

  @Test
  void evaluationIsTheSameOnOneHostAndTwo() {
    EvaluationResult one =
        EvaluationJob.run(
            whole.session(), whole.recipe(), whole.directory(), TrainingListener.NONE);
    EvaluationResult two =
        withHosts(
            2,
            () ->
                EvaluationJob.run(
                    whole.session(), whole.recipe(), whole.directory(), TrainingListener.NONE));
    assertThat(one.loss()).isEqualTo(whole.result().test().loss()).isEqualTo(two.loss());
    assertThat(two.confusion())
        .isDeepEqualTo(one.confusion())
        .isDeepEqualTo(whole.result().test().confusion());
  }

  @Test
  void tooFewSlotsAreCountedBeforeTheJobStarts() {
    assertThatThrownBy(
            () ->
                withHosts(
                    3,
                    () ->
                        whole.train(
                            whole.recipe("ranks: 2->ranks: 3"),
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
    Recipe recipe = whole.recipe(shared.resolve("data") + "->" + data);
    for (int hosts = 1; hosts <= 2; hosts++) {
      int h = hosts;
      assertThatThrownBy(
              () ->
                  withHosts(
                      h, () -> whole.train(recipe, new RunDirectory(folder.toString()), told)))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching("(?s).*[Rr]ank [01].* failed: .*")
          .hasMessageContaining("train-1.parquet: wrong length (expected ")
          .hasMessageContaining("(after 0 restarts)");
    }
    assertThat(told.warnings).isEmpty();
  }

  @Test
  void aGpuThatIsNotThereEndsTheRunAtOnce() {
    Told told = new Told();
    Recipe recipe = whole.recipe("run: {->run: {engine: libtorch, device: 'cuda:0', ");
    RunDirectory run = new RunDirectory(folder.toString());
    Throwable thrown = catchThrowable(() -> whole.train(recipe, run, told));
    assertThat(thrown)
        .hasMessageContaining("Cannot open engine libtorch on cuda:0: ")
        .hasMessageContaining("(after 0 restarts)");
    assertThat(Diagnosis.of(thrown)).isEqualTo(Diagnosis.USAGE);
    assertThat(told.warnings).isEmpty();
  }

  private static <T> T withHosts(int hosts, Supplier<T> body) {
    whole.session().sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
    try {
      return body.get();
    } finally {
      whole.session().sparkContext().conf().remove("spark.cofire.hosts");
    }
  }
}
