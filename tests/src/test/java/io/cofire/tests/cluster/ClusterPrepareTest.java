package io.cofire.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.Hashes;
import io.cofire.data.simulate.DvsGestureFolder;
import io.cofire.data.spark.PrepareConfig;
import io.cofire.data.spark.PrepareJob;
import io.cofire.data.spark.PrepareResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Preparation of a DVS-Gesture folder on a master and four workers, each its own process. */
class ClusterPrepareTest {

  private static final int MOST_EXECUTORS = 4;
  private static final long SHARD_BYTES = 1 << 19; // a shard a trial

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    new DvsGestureFolder(5, 3, 1).write(folder.resolve("gestures"), (done, total) -> {});
    cluster = StandaloneCluster.start(folder.resolve("cluster"), MOST_EXECUTORS, 1);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void theBytesAreTheSameForOneTwoAndFourExecutorsAndWithOneKilled() throws Exception {
    Map<String, String> one = prepareOn(1, "one");
    assertThat(one).hasSize(4 * 8 + 1).containsKey("manifest.json"); // eight trials a recording
    assertThat(prepareOn(2, "two")).isEqualTo(one);
    try (JavaSparkContext spark = context(MOST_EXECUTORS)) {
      prepare(spark, "four");
      assertThat(bytes("four")).isEqualTo(one);

      CompletableFuture<PrepareResult> running =
          CompletableFuture.supplyAsync(() -> prepare(spark, "killed"));
      awaitShard(folder.resolve("killed"), running);
      StandaloneCluster.kill(cluster.executors().get(0));
      assertThat(folder.resolve("killed/manifest.json")).doesNotExist();
      assertThat(running.get(Patience.SECONDS, TimeUnit.SECONDS).outcome())
          .isEqualTo(PrepareResult.Outcome.PREPARED);
      assertThat(bytes("killed")).isEqualTo(one);
    }
  }

  private static Map<String, String> prepareOn(int executors, String output) throws Exception {
    try (JavaSparkContext spark = context(executors)) {
      prepare(spark, output);
      return bytes(output);
    }
  }

  private static PrepareResult prepare(JavaSparkContext spark, String output) {
    PrepareConfig config =
        new PrepareConfig(
            "dvs-gesture",
            folder.resolve("gestures").toString(),
            folder.resolve(output).toString(),
            SHARD_BYTES,
            PrepareConfig.Rejections.FAIL,
            LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY));
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {});
  }

  /** A session with exactly so many executors, all of which have come. */
  private static JavaSparkContext context(int executors) throws InterruptedException {
    SparkConf conf = new SparkConf().setAppName("cluster-prepare");
    cluster.settings().forEach(conf::set);
    conf.set("spark.executor.cores", "1").set("spark.cores.max", String.valueOf(executors));
    JavaSparkContext spark = new JavaSparkContext(conf);
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (spark.sc().statusTracker().getExecutorInfos().length < executors + 1) { // and the driver
      if (System.nanoTime() > end) {
        spark.stop();
        throw new IllegalStateException("No " + executors + " executors");
      }
      Thread.sleep(20);
    }
    return spark;
  }

  private static void awaitShard(Path output, CompletableFuture<?> running)
      throws InterruptedException, IOException {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (!Files.isDirectory(output) || shards(output) == 0) {
      if (System.nanoTime() > end || running.isDone()) {
        running.join();
        throw new IllegalStateException("No shard in " + output);
      }
      Thread.sleep(1);
    }
  }

  private static long shards(Path output) throws IOException {
    try (Stream<Path> inside = Files.list(output)) {
      return inside.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  private static Map<String, String> bytes(String output) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> inside = Files.walk(folder.resolve(output))) {
      for (Path file : inside.filter(Files::isRegularFile).toList()) {
        String name = folder.resolve(output).relativize(file).toString();
        bytes.put(name, Hashes.sha256(Files.readAllBytes(file)));
      }
    }
    return bytes;
  }
}
