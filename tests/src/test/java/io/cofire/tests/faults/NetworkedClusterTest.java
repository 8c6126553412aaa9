package io.cofire.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cofire.data.Patience;
import io.cofire.data.shards.TinyShards;
import io.cofire.tests.cluster.RunFiles;
import io.cofire.tests.network.HostNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of the network under a training: master, workers and driver each on a host of its own. The
 * weights are those of a run to which nothing happened.
 */
@Tag("nightly")
class NetworkedClusterTest {

  private static final int HOSTS = 4; // master, two workers, driver
  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final String AGAIN = "restarting from the newest checkpoint";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static HostNetwork network;
  private static SpacedCluster cluster;
  private static RunFiles whole;

  @BeforeAll
  static void start() throws Exception {
    assumeThat(HostNetwork.obstacle()).as("what stands against it").isEmpty();
    TinyShards.write(folder.resolve("data"), TinyRun.TRAIN_SAMPLES, TinyRun.TEST_SAMPLES);
    network = HostNetwork.start(HOSTS);
    network.delay(Duration.ofNanos(200_000));
    network.rate(1e9);
    cluster = new SpacedCluster(folder.resolve("cluster"), HOSTS);
    finish(train("whole"), "whole");
    whole = files("whole");
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void aMasterThatIsRestartedDisturbsNobody() throws Exception {
    Process driver = train("master");
    awaitStep(driver, "master", 20);
    cluster.killMaster();
    Thread.sleep(1_000);
    cluster.startMaster();
    finish(driver, "master");
    assertThat(cluster.log("master")).doesNotContain(AGAIN);
    assertSameAsWhole("master");
  }

  @Test
  void anExecutorsHostThatIsSilentForAWhileCostsTimeAndNothingElse() throws Exception {
    Process driver = train("while");
    awaitStep(driver, "while", 20);
    network.cut(1, true);
    Thread.sleep(3_000);
    network.lose("*", "*", 0);
    finish(driver, "while");
    assertThat(cluster.log("while")).doesNotContain(AGAIN);
    assertSameAsWhole("while");
  }

  @Test
  void aDriverThatIsSilentForAWhileCostsTimeAndNothingElse() throws Exception {
    Process driver = train("driver");
    awaitStep(driver, "driver", 20);
    network.cut(HOSTS - 1, true);
    Thread.sleep(3_000);
    network.lose("*", "*", 0);
    finish(driver, "driver");
    assertThat(cluster.log("driver")).doesNotContain(AGAIN);
    assertSameAsWhole("driver");
  }

  @Test
  void theRunGoesOnWithoutAHostThatStaysSilent() throws Exception {
    Process driver = train("silent", "40s"); // then it goes on without the host
    awaitStep(driver, "silent", 20);
    long struck = System.nanoTime();
    network.cut(1, true);
    try {
      while (!cluster.log("silent").contains(AGAIN)) {
        assertThat(Duration.ofNanos(System.nanoTime() - struck)).isLessThan(DEADLINE.plus(MARGIN));
        assertThat(driver.isAlive()).as(cluster.log("silent")).isTrue();
        Thread.sleep(20);
      }
      finish(driver, "silent");
      assertSameAsWhole("silent");
    } finally {
      network.lose("*", "*", 0);
    }
  }

  private static Process train(String name) throws IOException {
    return train(name, Patience.SETTING); // executors of the run before may still hold their cores
  }

  private static Process train(String name, String slotsWait) throws IOException {
    Path recipe = folder.resolve(name + ".yaml");
    Files.writeString(
        recipe,
        TinyRun.yaml(
            TinyRun.shards(folder.resolve("data")),
            0.1,
            "directory: \"%s\"".formatted(folder.resolve(name).toUri())));
    Map<String, String> settings =
        Map.of(
            "spark.cofire.deadline",
            DEADLINE.toSeconds() + "s",
            "spark.cofire.slotsWait",
            slotsWait);
    return cluster.train(name, recipe, settings);
  }

  private static void finish(Process driver, String log) throws Exception {
    assertThat(driver.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).as(cluster.log(log)).isTrue();
    assertThat(driver.exitValue()).as(cluster.log(log)).isZero();
  }

  private static void awaitStep(Process driver, String name, int step) throws Exception {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (files(name).newestStep() < step) {
      assertThat(driver.isAlive() && System.nanoTime() < end).as(cluster.log(name)).isTrue();
      Thread.sleep(2);
    }
  }

  private static RunFiles files(String name) {
    return new RunFiles(folder.resolve(name).resolve("tiny/seed-3"));
  }

  private static void assertSameAsWhole(String name) throws IOException {
    assertThat(files(name).state()).isEqualTo(whole.state());
    assertThat(files(name).metrics()).isEqualTo(whole.metrics()).hasSize(TinyRun.STEPS);
  }
}
