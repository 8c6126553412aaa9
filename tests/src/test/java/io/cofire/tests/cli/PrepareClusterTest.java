package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.tests.cli.CofireCommand.Outcome;
import io.cofire.tests.cli.CofireCommand.Running;
import io.cofire.tests.cluster.StandaloneCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Preparation by command on a cluster of its own processes. Executors outlive a driver that was
 * killed by a moment, in which they may still finish what they have begun.
 */
@Tag("nightly") // each command ships all jars to the executors
final class PrepareClusterTest {

  @TempDir Path folder;

  @Test
  void theSameCommandAfterTheDriverWasKilledEndsWithTheSameBytes() throws Exception {
    Workspace work = Workspace.in(folder);
    work.succeed(
        "simulate", "gestures", "--layout=dvs-gesture", "--per-class=3", "--test-per-class=1");
    work.succeed(prepare(Map.of("spark.master", "local[1]"), "expected"));
    try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 2, 1)) {
      String[] command = prepare(cluster.settings(), "shards");
      Running running = work.cofire().start(command);
      awaitShard(work, running);
      StandaloneCluster.kill(running.process().toHandle());
      assertThat(folder.resolve("shards/manifest.json")).doesNotExist();

      Outcome resumed = work.cofire().run(command);
      assertThat(resumed.exitCode()).as(resumed.output()).isZero();
      assertThat(resumed.output()).contains("prepared, with what an interrupted run had finished");
      assertThat(work.contents("shards").keySet()).isEqualTo(work.contents("expected").keySet());
      for (String file : work.contents("expected").keySet()) {
        assertThat(folder.resolve("shards").resolve(file))
            .hasSameBinaryContentAs(folder.resolve("expected").resolve(file));
      }
    }
  }

  private static String[] prepare(Map<String, String> settings, String output) {
    List<String> command = new ArrayList<>(List.of("--master", settings.get("spark.master")));
    settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.addAll(List.of("prepare", "dvs-gesture", "gestures", output));
    command.addAll(List.of("--subset", "--shard-bytes=500000"));
    return command.toArray(String[]::new);
  }

  private static void awaitShard(Workspace work, Running running) throws Exception {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    Path shards = work.folder().resolve("shards");
    while (!Files.isDirectory(shards) || work.files("shards", ".parquet").isEmpty()) {
      if (System.nanoTime() > end || !running.process().isAlive()) {
        throw new IllegalStateException("No shard:\n" + running.output());
      }
      Thread.sleep(2);
    }
  }
}
