package io.cofire.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Patience;
import io.cofire.data.random.Key;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingException;
import io.cofire.tests.cluster.RunFiles;
import io.cofire.tests.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of executors and workers on a master, four workers and four executors, each its own
 * process. Where they strike follows from a seed, {@code -Dcofire.faults.seed}, which the name of a
 * failed test tells.
 */
@Tag("nightly")
class FaultsTest {

  private static final int KILLS = 20;
  private static final long SEED = Long.getLong("cofire.faults.seed", System.currentTimeMillis());
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration SHORT_DEADLINE = Duration.ofSeconds(15);
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** A heartbeat that misses this and is looked for every two seconds. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static StandaloneCluster cluster;
  private static SparkSession session;
  private static RunFiles whole; // nothing happened to it, on one host
  private static volatile String lastExecutor;

  @BeforeAll
  static void start() throws Exception {
    TinyShards.write(folder.resolve("data"), TinyRun.TRAIN_SAMPLES, TinyRun.TEST_SAMPLES);
    cluster = StandaloneCluster.start(folder.resolve("cluster"), TinyRun.RANKS, 1);
    SparkSession.Builder builder = SparkSession.builder().appName("faults");
    cluster.settings().forEach(builder::config);
    session =
        builder
            .config("spark.executor.heartbeatInterval", "1s")
            .config("spark.network.timeout", SILENCE.toSeconds() + "s")
            .config("spark.network.timeoutInterval", "2s")
            .config("spark.hadoop.fs.fails-once.impl", FailsOnce.class.getName())
            .getOrCreate();
    session.sparkContext().addSparkListener(new LastExecutor());
    deadline(DEADLINE);
    Watch watch = start("whole", 1);
    assertThat(watch.result().steps()).isEqualTo(TinyRun.STEPS);
    whole = watch.files();
    assertThat(whole.metrics()).hasSize(TinyRun.STEPS);
  }

  private static final class LastExecutor extends SparkListener {
    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      lastExecutor = start.taskInfo().executorId();
    }
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
  @ValueSource(ints = {2, 4})
  void theWeightsAreTheSameOnAnyNumberOfHosts(int hosts) throws Exception {
    Watch watch = start("hosts-" + hosts, hosts);
    assertThat(watch.result().hosts()).isEqualTo(hosts);
    assertThat(watch.warnings()).isEmpty();
    assertSameAsWhole(watch);
  }

  /** Where an executor is killed; its text names the test. */
  record Strike(long seed, int number, int step, int executor) {}

  static Stream<Strike> strikes() {
    return IntStream.range(0, KILLS).mapToObj(i -> strike("kill", i));
  }

  /** The i-th of as many equal parts of the run, so that all strike at different steps. */
  private static Strike strike(String what, int i) {
    SplittableRandom random = Key.of(SEED).child(what).child(i).random();
    int part = (TinyRun.STEPS - 72) / KILLS; // and time left to strike in
    return new Strike(SEED, i, 1 + i * part + random.nextInt(part), random.nextInt(TinyRun.RANKS));
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void aKilledExecutorCostsTimeAndNothingElse(Strike strike) throws Exception {
    Watch watch = start("kill-" + strike.number(), TinyRun.RANKS);
    long step = watch.awaitStep(strike.step());
    long struck = System.nanoTime();
    StandaloneCluster.kill(cluster.executors().get(strike.executor()));
    String message = watch.heard(struck, DEADLINE.plus(MARGIN));
    double heard = seconds(struck);
    assertNamesRankHostAndLoss(message);
    RunResult result = watch.result();
    assertThat(result.restarts()).isEqualTo(1);
    assertSameAsWhole(watch);
    System.out.printf(
        Locale.ROOT,
        "fault %d: executor %d killed after checkpoint %d, heard %.1f s later, done %.1f s later%n",
        strike.number(),
        strike.executor(),
        step,
        heard,
        seconds(struck));
  }

  @Test
  void aKilledWorkerLeavesTheRunToTheOthers() throws Exception {
    Strike strike = strike("worker", 3);
    session.sparkContext().conf().set("spark.cofire.slotsWait", "5s");
    try {
      Watch watch = start("worker", TinyRun.RANKS);
      watch.awaitStep(strike.step());
      long struck = System.nanoTime();
      StandaloneCluster.kill(cluster.worker(0));
      assertNamesRankHostAndLoss(watch.heard(struck, DEADLINE.plus(MARGIN)));
      RunResult result = watch.result();
      assertThat(result.hosts()).isEqualTo(TinyRun.RANKS - 1);
      assertThat(watch.plans()).last().extracting("hosts").isEqualTo(TinyRun.RANKS - 1);
      assertSameAsWhole(watch);
    } finally {
      session.sparkContext().conf().set("spark.cofire.slotsWait", Patience.SETTING);
      cluster.startWorker(1);
    }
  }

  @Test
  void aStoppedProcessIsMissedAtTheDeadlineAndReplaced() throws Exception {
    Strike strike = strike("stop", 2);
    deadline(SHORT_DEADLINE);
    try {
      Watch watch = start("stopped", TinyRun.RANKS);
      watch.awaitStep(strike.step());
      ProcessHandle victim = cluster.executors().get(strike.executor());
      long struck = System.nanoTime();
      StandaloneCluster.suspend(victim);
      String message = watch.heard(struck, SHORT_DEADLINE.plus(MARGIN));
      assertThat(message)
          .as(strike.toString())
          .matches(
              "(?s)Rank \\d on 127.0.0.1 \\(executor \\d+\\) waited 15000 ms in operation .*, for .*rank \\d on 127.0.0.1 \\(executor \\d+\\).*")
          .containsPattern(
              "; executor \\d+ \\(rank \\d on 127.0.0.1\\) has not stopped its task within 7 s and is replaced");
      assertThat(watch.result().restarts()).isEqualTo(1);
      assertSameAsWhole(watch);
      victim.onExit().get(Patience.SECONDS, TimeUnit.SECONDS);
    } finally {
      deadline(DEADLINE);
    }
  }

  @Test
  void aStoppedProcessThatHoldsEveryRankIsMissedByItsHeartbeats() throws Exception {
    Watch watch = start("alone", 1);
    watch.awaitStep(strike("alone", 4).step());
    long struck = System.nanoTime();
    StandaloneCluster.suspend(cluster.executor(lastExecutor));
    assertThat(watch.heard(struck, SILENCE.plus(MARGIN)))
        .matches(
            "(?s)Executor \\d+ on 127.0.0.1, with ranks 0-3, was lost: .*heartbeat timed out after \\d+ ms.*");
    assertThat(watch.result().restarts()).isEqualTo(1);
    assertSameAsWhole(watch);
  }

  @Test
  void aRankThatCannotReadIsTriedAgain() throws Exception {
    session.sparkContext().conf().set("spark.cofire.cache", "1"); // so that shards are read often
    try {
      Path data = folder.resolve("data");
      Recipe recipe = TinyRun.recipe(FailsOnce.SCHEME + "://" + data);
      Watch watch = Watch.start(session, recipe, folder.resolve("reads"), TinyRun.RANKS);
      watch.awaitStep(strike("read", 1).step());
      long struck = System.nanoTime();
      Files.createFile(data.resolve(FailsOnce.FAULT));
      assertThat(watch.heard(struck, DEADLINE.plus(MARGIN)))
          .matches(
              "(?s)Rank \\d on 127.0.0.1 \\(executor \\d+\\) failed: .*Cannot load the minibatch of epoch \\d+, step \\d+: .*")
          .contains("the disk gave up on t", "restarting from the newest checkpoint");
      assertThat(watch.result().restarts()).isEqualTo(1);
      assertSameAsWhole(watch);
    } finally {
      session.sparkContext().conf().remove("spark.cofire.cache");
    }
  }

  @Test
  void whatCannotSucceedIsNotRepeatedAndTheApplicationGoesOn() throws Exception {
    Recipe diverging = TinyRun.diverging(TinyRun.shards(folder.resolve("data")));
    long start = System.nanoTime();
    Watch failed = Watch.start(session, diverging, folder.resolve("diverging"), TinyRun.RANKS);
    assertThatThrownBy(failed::result)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "(?s)Cannot train tiny: Rank \\d on 127.0.0.1 \\(executor \\d+\\) failed: .*Cannot train step \\d+.*")
        .hasMessageContaining("(after 0 restarts)");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(MARGIN));
    Watch next = start("after-diverging", TinyRun.RANKS);
    assertThat(next.result().restarts()).isZero();
    assertSameAsWhole(next);
  }

  @Test
  void aFullDiskCostsWarningsAndNothingElse() throws Exception {
    try (FullDisk disk = FullDisk.mount(folder.resolve("full"))) {
      Watch watch = Watch.start(session, keeping(), disk.folder().resolve("run"), TinyRun.RANKS);
      watch.awaitStep(20);
      long struck = System.nanoTime();
      disk.fill();
      assertThat(watch.heard(struck, DEADLINE.plus(MARGIN)))
          .matches("(?s)Cannot write .*full/run/.*No space left on device.*")
          .contains("the training goes on and tries again");
      disk.free();
      RunResult result = watch.result();
      assertThat(result.restarts()).isZero();
      assertSameAsWhole(watch);
    }
  }

  @Test
  void aDiskThatStaysFullEndsTheRunWhichGoesOnOnceThereIsRoom() throws Exception {
    deadline(SHORT_DEADLINE);
    try (FullDisk disk = FullDisk.mount(folder.resolve("stays-full"))) {
      Path run = disk.folder().resolve("run");
      Watch watch = Watch.start(session, keeping(), run, TinyRun.RANKS);
      watch.awaitStep(20);
      disk.fill();
      assertThatThrownBy(watch::result)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching(
              "(?s)Cannot train tiny: Rank 0 on 127.0.0.1 \\(executor \\d+\\) failed: .*Cannot write .*stays-full/run/.*No space left on device.*")
          .hasMessageContaining("make room or mend the storage, then run the same command")
          .hasMessageContaining("(after 0 restarts)");
      disk.free();
      Watch again = Watch.start(session, keeping(), run, TinyRun.RANKS);
      again.result();
      assertThat(again.plans().get(0).firstStep()).isBetween(1L, TinyRun.STEPS - 1L);
      assertSameAsWhole(again);
    } finally {
      deadline(DEADLINE);
    }
  }

  private static Watch start(String name, int hosts) {
    return Watch.start(session, recipe(), folder.resolve(name), hosts);
  }

  private static Recipe recipe() {
    return TinyRun.recipe(TinyRun.shards(folder.resolve("data")));
  }

  /** Deletes nothing, which would make room. */
  private static Recipe keeping() {
    return TinyRun.recipe(TinyRun.shards(folder.resolve("data")), "keepCheckpoints: 1000");
  }

  private static void deadline(Duration deadline) {
    session.sparkContext().conf().set("spark.cofire.deadline", deadline.toSeconds() + "s");
    session.sparkContext().conf().set("spark.cofire.slotsWait", Patience.SETTING);
  }

  private static void assertNamesRankHostAndLoss(String message) {
    assertThat(message)
        .containsPattern("[Rr]anks? \\d")
        .contains("on 127.0.0.1", "restarting from the newest checkpoint")
        .containsAnyOf("Lost rank", "was lost: ");
  }

  private static void assertSameAsWhole(Watch watch) throws IOException {
    Map<String, String> state = watch.files().state();
    assertThat(state).isEqualTo(whole.state());
    List<List<String>> metrics = watch.files().metrics();
    assertThat(metrics).isEqualTo(whole.metrics());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
