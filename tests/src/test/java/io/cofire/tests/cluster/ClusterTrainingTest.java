package io.cofire.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on a master, two workers and two executors, each its own process. */
class ClusterTrainingTest {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static StandaloneCluster cluster;
  private static SparkSession session;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    TinyShards.write(folder.resolve("data"), 24, 9);
    cluster = StandaloneCluster.start(folder.resolve("cluster"), 2, 1);
    SparkSession.Builder builder = SparkSession.builder().appName("cluster-training");
    cluster.settings().forEach(builder::config);
    String csv = "spark.metrics.conf.executor.sink.csv.";
    builder.config(csv + "class", "org.apache.spark.metrics.sink.CsvSink");
    builder.config(csv + "period", "1");
    builder.config(csv + "directory", Files.createDirectory(folder.resolve("gauges")).toString());
    session = builder.getOrCreate();
  }

  @AfterAll
  static void stop() {
    try {
      if (session != null) {
        session.stop();
      }
    } finally {
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nd4j", "libtorch"})
  void twoRanksInTwoProcessesEqualTwoRanksInOneBitForBit(String engine) throws IOException {
    RunResult two = train(engine + "-two", 2, recipe(5, engine), TrainingListener.NONE);
    RunResult one = train(engine + "-one", 1, recipe(5, engine), TrainingListener.NONE);
    assertThat(two.steps()).isEqualTo(20);
    assertThat(List.of(one.hosts(), two.hosts())).containsExactly(1, 2);
    assertThat(two.epochs()).isEqualTo(one.epochs());
    assertThat(files(two)).isEqualTo(files(one));
  }

  @Test
  void everyExecutorsSinksGetTheFiguresOfItsRanks() throws IOException {
    RunResult two = train("gauged", 2, recipe(3, "nd4j"), TrainingListener.NONE);
    assertThat(two.rankTimes()).extracting(RankTimes::rank).containsExactly(0, 1);
    assertThat(two.rankTimes()).extracting(RankTimes::host).doesNotHaveDuplicates();
    for (RankTimes rank : two.rankTimes()) {
      assertThat(rank.bytesSent()).isPositive();
      String executor = rank.host().replaceFirst(".*[(]executor (\\d+)[)]", "$1");
      assertThat(gauge(executor, rank.rank(), "step")).isEqualTo((double) two.steps());
      assertThat(gauge(executor, rank.rank(), "forwardSeconds")).isEqualTo(rank.forwardSeconds());
      assertThat(gauge(executor, rank.rank(), "bytesSent")).isEqualTo((double) rank.bytesSent());
    }
  }

  /** The last value that Spark's CSV sink has written of a rank on an executor. */
  private static double gauge(String executor, int rank, String name) throws IOException {
    String file =
        "%s.%s.cofire.rank%d.%s.csv"
            .formatted(session.sparkContext().applicationId(), executor, rank, name);
    List<String> lines = Files.readAllLines(folder.resolve("gauges").resolve(file));
    return Double.parseDouble(lines.get(lines.size() - 1).split(",", -1)[1]);
  }

  @Test
  void aKilledExecutorCostsTimeAndNothingElse() throws Exception {
    killAnExecutor("killed", "auto");
  }

  /** Of two shards of 12 samples each rank has three a step: step 10 is inside a window of 5. */
  @Test
  @Tag("nightly")
  void aKillInsideAWindowCostsTimeAndNothingElse() throws Exception {
    killAnExecutor("killed-in-window", "{kind: windows, window: 5}");
  }

  private static void killAnExecutor(String name, String shuffle) throws Exception {
    Recipe recipe = recipe(60, "nd4j", "timesteps: 2->timesteps: 2, shuffle: " + shuffle);
    List<String> warnings = new CopyOnWriteArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onWarning(String message) {
            warnings.add(message);
          }
        };
    CompletableFuture<RunResult> training =
        CompletableFuture.supplyAsync(() -> train(name, 2, recipe, listener));
    awaitCheckpoint(folder.resolve(name), 40, training);
    StandaloneCluster.kill(cluster.executors().get(0));
    RunResult killed = training.get(Patience.SECONDS, TimeUnit.SECONDS);
    assertThat(killed.restarts()).isEqualTo(1);
    // A second warning is right when the kill struck while a checkpoint was being written.
    assertThat(warnings)
        .first()
        .asString()
        .contains("on 127.0.0.1", "restarting from the newest checkpoint")
        .containsAnyOf("Lost rank", "was lost");
    RunResult whole = train("no-" + name, 1, recipe, TrainingListener.NONE);
    assertThat(killed.epochs()).isEqualTo(whole.epochs());
    assertThat(files(killed)).isEqualTo(files(whole));
  }

  private static RunResult train(String name, int hosts, Recipe recipe, TrainingListener listener) {
    session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
    RunDirectory directory = new RunDirectory(folder.resolve(name).toString());
    return TrainingJob.run(session, recipe, directory, listener);
  }

  private static Recipe recipe(int epochs, String engine, String... changes) {
    List<String> all = new ArrayList<>(List.of(changes));
    all.add("epochs: 5->epochs: " + epochs);
    all.add("EverySteps: 3->EverySteps: 10, keepCheckpoints: 100, engine: " + engine);
    return Recipe.parse(TinyRecipe.on(folder.resolve("data"), all.toArray(String[]::new)), "tiny");
  }

  /** The final checkpoint's files as text that an assertion can show: names and contents. */
  private static Map<String, String> files(RunResult result) throws IOException {
    Path directory = Path.of(new org.apache.hadoop.fs.Path(result.checkpoint()).toUri());
    return Map.of(
        "weights", hex(directory.resolve("state.safetensors")),
        "progress", Files.readString(directory.resolve("state.json")),
        "marker", Files.readString(directory.resolve("COMMIT")));
  }

  private static String hex(Path file) throws IOException {
    return HexFormat.of().formatHex(Files.readAllBytes(file));
  }

  /** Waits for a checkpoint of this step or a later one. */
  private static void awaitCheckpoint(Path run, long step, CompletableFuture<?> training)
      throws InterruptedException, IOException {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (new RunFiles(run).newestStep() < step) {
      if (System.nanoTime() > end || training.isDone()) {
        training.join();
        throw new IllegalStateException("No checkpoint of step " + step + " in " + run);
      }
      Thread.sleep(5);
    }
  }
}
