package io.cofire.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.data.random.Key;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.cli.Cofire;
import io.cofire.tests.cluster.RunFiles;
import io.cofire.tests.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The driver is a process of its own too, and runs {@code cofire train} on a cluster. */
@Tag("nightly")
class KilledDriverTest {

  private static final long SEED = Long.getLong("cofire.faults.seed", System.currentTimeMillis());

  /** Executors end when they lose their driver. */
  private static final Duration ORPHANS = Duration.ofSeconds(30);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    TinyShards.write(folder.resolve("data"), TinyRun.TRAIN_SAMPLES, TinyRun.TEST_SAMPLES);
    cluster = StandaloneCluster.start(folder.resolve("cluster"), 2, 1);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void theSameCommandEndsWithTheSameBitsEvenWhenItsNewestCheckpointIsCutInHalf() throws Exception {
    finish(train("whole", "whole-log"), "whole-log");

    int step = 20 + Key.of(SEED).child("driver").random().nextInt(90);
    Process driver = train("killed", "first");
    RunFiles killed = files("killed");
    awaitStep(killed, step, driver, "first");
    StandaloneCluster.kill(driver.toHandle());
    awaitNoExecutors();
    Path newest = killed.newest().orElseThrow().resolve("state.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    Files.write(newest, Arrays.copyOf(bytes, bytes.length / 2));

    finish(train("killed", "second"), "second");
    assertThat(cluster.log("second"))
        .as("killed after step %d, seed %d", step, SEED)
        .contains("warning: Damaged checkpoint: ")
        .contains(
            "state.safetensors: expected %d bytes, found %d; skipped"
                .formatted(bytes.length, bytes.length / 2))
        .containsPattern("training: 4 ranks in 2 processes, .*, resumed at step \\d+");
    assertThat(killed.state()).isEqualTo(files("whole").state());
    assertThat(killed.metrics()).isEqualTo(files("whole").metrics()).hasSize(TinyRun.STEPS);
  }

  private static RunFiles files(String runs) {
    return new RunFiles(folder.resolve(runs).resolve("tiny/seed-3"));
  }

  private static Process train(String runs, String log) throws IOException {
    Path recipe = folder.resolve(runs + ".yaml");
    Files.writeString(
        recipe,
        TinyRun.yaml(
            TinyRun.shards(folder.resolve("data")),
            0.1,
            "directory: \"%s\"".formatted(folder.resolve(runs).toUri())));
    Map<String, String> settings = new TreeMap<>(cluster.settings());
    settings.put("spark.cofire.hosts", "2");
    settings.put("spark.cofire.slotsWait", Patience.SETTING);
    return cluster.program(log, settings, Cofire.class.getName(), "train", recipe.toString());
  }

  private static void finish(Process driver, String log) throws Exception {
    assertThat(driver.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).as(cluster.log(log)).isTrue();
    assertThat(driver.exitValue()).as(cluster.log(log)).isZero();
  }

  private static void awaitStep(RunFiles run, int step, Process driver, String log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (run.newestStep() < step) {
      assertThat(driver.isAlive() && System.nanoTime() < end).as(cluster.log(log)).isTrue();
      Thread.sleep(2);
    }
  }

  private static void awaitNoExecutors() throws InterruptedException {
    long end = System.nanoTime() + ORPHANS.toNanos();
    while (!cluster.executors().isEmpty()) {
      assertThat(System.nanoTime()).as("executors outlive their driver").isLessThan(end);
      Thread.sleep(20);
    }
  }
}
