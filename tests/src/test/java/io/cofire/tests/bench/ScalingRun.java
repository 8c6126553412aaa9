package io.cofire.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.MetricsFile;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import io.cofire.tests.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Trainings of {@link ScalingBench} on a master and two workers with one executor of one core each.
 */
final class ScalingRun implements AutoCloseable {

  private static final int RANK_BATCH = 16;
  private static final int WARM_STEPS = 10;
  private static final int STEPS = 40;
  private static final long LIMIT_MINUTES = 10;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final Path shards;
  private final StandaloneCluster cluster;
  private final SparkSession session;
  private int runs;

  private ScalingRun(Path folder, Path shards, StandaloneCluster cluster, SparkSession session) {
    this.folder = folder;
    this.shards = shards;
    this.cluster = cluster;
    this.session = session;
  }

  /**
   * Where the mean step's time went, by the metrics' names.
   *
   * @param behindSeconds how much longer than the mean the slowest rank was busy
   */
  record Split(
      double dataSeconds,
      double forwardSeconds,
      double backwardSeconds,
      double statisticsSeconds,
      double gradientsSeconds,
      double updateSeconds,
      double behindSeconds,
      double bytesSent) {

    double sumSeconds() {
      return dataSeconds
          + forwardSeconds
          + backwardSeconds
          + statisticsSeconds
          + gradientsSeconds
          + updateSeconds;
    }
  }

  /** What one training, or two at once, came to after warming up. */
  record Measured(double samplesPerSecond, double stepSeconds, Split split) {

    /** What no part of the split holds. */
    double otherSeconds() {
      return stepSeconds - split.sumSeconds();
    }
  }

  static ScalingRun start(Path folder, Path shards) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 2, 1);
    try {
      SparkSession.Builder builder =
          SparkSession.builder().appName("scaling").config("spark.cofire.slotsWait", "120s");
      cluster.settings().forEach(builder::config);
      // One core is all that an executor has: its collector and compiler must not use the other's.
      builder.config(
          "spark.executor.extraJavaOptions", "-XX:ActiveProcessorCount=1 -XX:+UseSerialGC");
      builder.config("spark.executorEnv.MALLOC_MMAP_THRESHOLD_", "4294967296");
      builder.config("spark.executorEnv.MALLOC_TRIM_THRESHOLD_", "8589934592");
      builder.config("spark.executorEnv.MALLOC_TOP_PAD_", "67108864");
      builder.config("spark.executorEnv.GLIBC_TUNABLES", "glibc.malloc.arena_max=1");
      return new ScalingRun(folder, shards, cluster, builder.getOrCreate());
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  String describe() {
    return "ResNet-20 with tdBN, 34x34, T=4, %d samples a rank and step, steps %d to %d; one core and one OpenMP thread an executor; %d processors"
        .formatted(RANK_BATCH, WARM_STEPS, STEPS, Runtime.getRuntime().availableProcessors());
  }

  /** One rank on one executor. */
  Measured one() throws IOException {
    return measured(train(1, next()), RANK_BATCH);
  }

  /** Two ranks on two executors. */
  Measured two() throws IOException {
    return measured(train(2, next()), 2 * RANK_BATCH);
  }

  /** Two trainings of one rank each, at once, one on each executor. */
  Measured apart() throws Exception {
    Path first = next();
    Path second = next();
    CompletableFuture<Path> other = CompletableFuture.supplyAsync(() -> train(1, second));
    Measured a = measured(train(1, first), RANK_BATCH);
    Measured b = measured(other.get(LIMIT_MINUTES, TimeUnit.MINUTES), RANK_BATCH);
    return new Measured(
        a.samplesPerSecond + b.samplesPerSecond,
        (a.stepSeconds + b.stepSeconds) / 2,
        mean(a.split, b.split));
  }

  private Path next() {
    return folder.resolve("run-" + runs++);
  }

  private Path train(int ranks, Path directory) {
    RunDirectory run = new RunDirectory(directory.toString());
    Recipe recipe = recipe(ranks);
    RunResult result = TrainingJob.run(session, recipe, run, TrainingListener.NONE);
    if (result.hosts() != ranks) {
      throw new IllegalStateException(
          "Measured %d hosts instead of %d".formatted(result.hosts(), ranks));
    }
    try {
      MetricsFile.join(new Configuration(), run, System.err::println);
      return directory.resolve("metrics.jsonl");
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read the metrics of " + directory, e);
    }
  }

  private Recipe recipe(int ranks) {
    return Recipe.parse(
        """
        name: scaling
        seed: 1
        data: {shards: %s, timesteps: 4}
        network:
          kind: resnet
          block: tdbn
          stem: {channels: 16, kernel: 3, stride: 1}
          stages:
            - {channels: 16, blocks: 3, stride: 1}
            - {channels: 32, blocks: 3, stride: 2}
            - {channels: 64, blocks: 3, stride: 2}
          neuron: {kind: iterative-lif}
        training: {ranks: %d, batch: %d, epochs: 20, optimizer: {kind: sgd, rate: 0.05}}
        run: {stopAfterSteps: %d, checkpointEverySteps: 1000, watchEverySteps: 1000}
        """
            .formatted(shards, ranks, ranks * RANK_BATCH, STEPS),
        "the benchmark's recipe");
  }

  /** Time at a step follows from the mean rate up to it. */
  private static Measured measured(Path file, int batch) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    double begin = batch * WARM_STEPS / rate(lines.get(WARM_STEPS - 1));
    double end = batch * STEPS / rate(lines.get(STEPS - 1));
    List<JsonNode> measured = lines.subList(WARM_STEPS, STEPS);
    double step = (end - begin) / measured.size();
    Split split =
        new Split(
            mean(measured, "/split/dataSeconds"),
            mean(measured, "/split/forwardSeconds"),
            mean(measured, "/split/backwardSeconds"),
            mean(measured, "/split/statisticsSeconds"),
            mean(measured, "/split/gradientsSeconds"),
            mean(measured, "/split/updateSeconds"),
            mean(measured, "/split/slowest/behindSeconds"),
            mean(measured, "/split/bytesSent"));
    return new Measured(batch / step, step, split);
  }

  private static double rate(JsonNode line) {
    return line.get("samplesPerSecond").asDouble();
  }

  private static double mean(List<JsonNode> lines, String pointer) {
    return lines.stream().mapToDouble(line -> line.at(pointer).asDouble()).average().orElseThrow();
  }

  private static Split mean(Split a, Split b) {
    return new Split(
        (a.dataSeconds + b.dataSeconds) / 2,
        (a.forwardSeconds + b.forwardSeconds) / 2,
        (a.backwardSeconds + b.backwardSeconds) / 2,
        (a.statisticsSeconds + b.statisticsSeconds) / 2,
        (a.gradientsSeconds + b.gradientsSeconds) / 2,
        (a.updateSeconds + b.updateSeconds) / 2,
        0,
        a.bytesSent + b.bytesSent);
  }

  @Override
  public void close() {
    try {
      session.stop();
    } finally {
      cluster.close();
    }
  }
}
