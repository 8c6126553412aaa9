package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.data.files.Hashes;
import io.cofire.tests.cli.CofireCommand.Outcome;
import io.cofire.tests.cli.CofireCommand.Running;
import io.cofire.tests.cluster.StandaloneCluster;
import io.cofire.tests.hdfs.MiniHdfs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preparation from HDFS to HDFS, through the packaged launcher. */
@Tag("nightly")
final class PrepareHdfsTest {

  @TempDir java.nio.file.Path folder;

  /** The driver is the only process of a local master: its end is the end of every task. */
  @Test
  void aPreparationThatWasKilledHalfWayGoesOnToTheSameBytes() throws Exception {
    Workspace work = Workspace.in(folder);
    work.succeed(
        "simulate", "recordings", "--layout=dvs-gesture", "--per-class=1", "--test-per-class=1");
    try (MiniHdfs hdfs = MiniHdfs.start(folder.resolve("hdfs"))) {
      hdfs.copy(folder.resolve("recordings"), "/recordings");
      String[] whole = prepare("recordings", "shards");
      work.succeed(whole);

      String[] command = prepare(hdfs.uri("/recordings"), hdfs.uri("/shards"));
      Running running = work.cofire().start(command);
      int shards = work.files("shards", ".parquet").size();
      int killedAt = awaitShards(hdfs, shards / 4, running);
      StandaloneCluster.kill(running.process().toHandle());
      assertThat(hdfs.contents("/shards").keySet())
          .as("killed at shard %d of %d", killedAt, shards)
          .doesNotContain("manifest.json")
          .anyMatch(name -> name.startsWith("_prepare/"));

      Outcome resumed = work.cofire().run(command);
      assertThat(resumed.exitCode()).as(resumed.output()).isZero();
      assertThat(resumed.output()).contains("prepared, with what an interrupted run had finished");
      assertThat(new String(hdfs.contents("/shards").get("manifest.json"), StandardCharsets.UTF_8))
          .isEqualTo(Files.readString(folder.resolve("shards/manifest.json")));
      assertThat(hashes(hdfs.contents("/shards"))).isEqualTo(hashes(work.contents("shards")));
    }
  }

  private static String[] prepare(String input, String output) {
    return new String[] {
      "--master",
      "local[1]",
      "prepare",
      "dvs-gesture",
      input,
      output,
      "--subset",
      "--shard-bytes=1000000",
      "--strict"
    };
  }

  /** Waits until so many shards are there; gives how many there were. */
  private static int awaitShards(MiniHdfs hdfs, int shards, Running running)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (System.nanoTime() < end && running.process().isAlive()) {
      int found = count(hdfs);
      if (found >= shards) {
        return found;
      }
      Thread.sleep(2);
    }
    throw new IllegalStateException("No " + shards + " shards:\n" + running.output());
  }

  private static int count(MiniHdfs hdfs) throws IOException {
    try {
      int count = 0;
      for (FileStatus file : hdfs.files().listStatus(new Path("/shards"))) {
        count += file.getPath().getName().endsWith(".parquet") ? 1 : 0;
      }
      return count;
    } catch (FileNotFoundException e) {
      return 0; // the command has not begun
    }
  }

  /** Contents that an assertion can compare and show. */
  private static Map<String, String> hashes(Map<String, byte[]> contents) {
    Map<String, String> hashes = new TreeMap<>();
    contents.forEach((name, bytes) -> hashes.put(name, Hashes.sha256(bytes)));
    return hashes;
  }
}
