package io.cofire.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cofire.data.Patience;
import io.cofire.data.errors.Diagnosis;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.averaging.AveragingJob;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.StepProgress;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkConf;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Parameter averaging on a master, two workers and two executors, each its own process. */
class ClusterAveragingTest {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    TinyShards.write(folder.resolve("data"), 24, 9);
    cluster = StandaloneCluster.start(folder.resolve("cluster"), 2, 1);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Tag("nightly")
  void twoAndFourWorkersGiveTheSameBitsEachTimeAndWhenAnExecutorIsKilledInARound() {
    try (SparkSession session = session()) {
      Recipe two = recipe("two", 6, 2);
      RunResult whole = train(session, two, "two", TrainingListener.NONE);
      assertThat(whole.steps()).isEqualTo(6 * 3);
      assertThat(whole.hosts()).isEqualTo(2);
      assertThat(bytes(train(session, two, "two-again", TrainingListener.NONE)))
          .isEqualTo(bytes(whole));

      Recipe four = recipe("four", 2, 4); // workers of one and of two samples, in two waves
      RunResult waves = train(session, four, "four", TrainingListener.NONE);
      assertThat(bytes(train(session, four, "four-again", TrainingListener.NONE)))
          .isEqualTo(bytes(waves));

      AtomicBoolean killed = new AtomicBoolean();
      TrainingListener kills =
          new TrainingListener() {
            @Override
            public void onStep(StepProgress progress) {
              if (progress.step() >= 5 && killed.compareAndSet(false, true)) {
                ProcessHandle first = cluster.executors().get(0);
                new Thread(() -> StandaloneCluster.kill(first), "kill").start();
              }
            }
          };
      RunResult survived = train(session, two, "killed", kills);
      assertThat(killed).isTrue();
      assertThat(survived.epochs()).isEqualTo(whole.epochs());
      assertThat(bytes(survived)).isEqualTo(bytes(whole));
    }
  }

  @Test
  void aWorkerThatThrowsIsNamedWithItsHostAndTriedOnce() {
    try (SparkSession session = session()) {
      Recipe wild = recipe("wild", 2, 2, "rate: 1e30");
      Throwable thrown = catchThrowable(() -> train(session, wild, "wild", TrainingListener.NONE));
      assertThat(thrown)
          .hasMessageMatching(
              "Cannot train wild: Worker [01] on 127.0.0.1 \\(executor \\d+\\) failed: Cannot train.*");
      assertThat(Diagnosis.of(thrown)).isEqualTo(Diagnosis.DIVERGENCE);
      Recipe two = recipe("two", 1, 2);
      assertThat(train(session, two, "after", TrainingListener.NONE).steps()).isEqualTo(3);
    }
  }

  @Test
  @Tag("nightly")
  void aKilledDriverAndTheSameCommandAgainEndWithTheSameBits() throws Exception {
    Path file = folder.resolve("driver.yaml");
    Files.writeString(file, recipe("driver", 10, 2).yaml());
    Process first = command(file, "first");
    awaitFile(folder.resolve("runs/driver/seed-3/checkpoints/step-0000006/COMMIT"), first);
    StandaloneCluster.kill(first.toHandle());
    awaitNoExecutors();
    Process second = command(file, "second");
    assertThat(second.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).as(log("second")).isZero();
    assertThat(log("second")).contains("30 steps").doesNotContain("epoch 1/10");
    try (SparkSession session = session()) {
      RunResult whole = train(session, recipe("driver", 10, 2), "alone", TrainingListener.NONE);
      Path resumed = folder.resolve("runs/driver/seed-3/checkpoints/step-0000030");
      assertThat(hex(resumed)).isEqualTo(bytes(whole));
    }
  }

  private static SparkSession session() {
    SparkConf conf = new SparkConf().setAppName("cluster-averaging");
    cluster.settings().forEach(conf::set);
    SparkSession session =
        SparkSession.builder().config(AveragingJob.configure(conf)).getOrCreate();
    awaitExecutors(session);
    return session;
  }

  private static void awaitExecutors(SparkSession session) {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (session.sparkContext().statusTracker().getExecutorInfos().length < 3) { // and the driver
      if (System.nanoTime() > end) {
        session.stop();
        throw new IllegalStateException("No two executors");
      }
      pause();
    }
  }

  private static void awaitNoExecutors() {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (!cluster.executors().isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Executors outlive their driver");
      }
      pause();
    }
  }

  private static void awaitFile(Path file, Process process) throws IOException {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (!Files.exists(file)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException("No " + file + ": " + log("first"));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    }
  }

  /** {@code cofire train} as a process of its own. */
  private static Process command(Path recipe, String log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" +")));
    command.addAll(ShortLived.nameless());
    Map<String, String> settings = new TreeMap<>(cluster.settings());
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    String own = System.getProperty("java.class.path");
    command.addAll(List.of("-Xmx512m", "-cp"));
    command.add(System.getProperty("surefire.test.class.path", own));
    command.addAll(List.of("io.cofire.driver.cli.Cofire", "train", recipe.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log + ".log").toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }

  private static String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private static RunResult train(
      SparkSession session, Recipe recipe, String name, TrainingListener listener) {
    RunDirectory directory = new RunDirectory(folder.resolve(name).toString());
    return AveragingJob.run(session, recipe, directory, listener);
  }

  private static Recipe recipe(String name, int epochs, int workers) {
    return recipe(name, epochs, workers, "rate: 0.1");
  }

  private static Recipe recipe(String name, int epochs, int workers, String rate) {
    return Recipe.parse(
        TinyRecipe.on(
            folder.resolve("data"),
            "name: tiny->name: " + name,
            "ranks: 2->sync: averaging\n  averaging: {workers: %d, frequency: 2}"
                .formatted(workers),
            "batch: 6->batch: 7",
            "epochs: 5->epochs: " + epochs,
            "rate: 0.1->" + rate,
            "EverySteps: 3->EverySteps: 2, keepCheckpoints: 100",
            "run: {->run: {directory: %s, ".formatted(folder.resolve("runs"))),
        name);
  }

  private static String bytes(RunResult result) {
    return hex(Path.of(new org.apache.hadoop.fs.Path(result.checkpoint()).toUri().getPath()));
  }

  private static String hex(Path checkpoint) {
    try {
      byte[] weights = Files.readAllBytes(checkpoint.resolve("state.safetensors"));
      return HexFormat.of().formatHex(weights);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
