package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.ImageNetTars;
import io.cofire.data.Patience;
import io.cofire.data.files.Hashes;
import io.cofire.tests.cli.CofireCommand.Outcome;
import io.cofire.tests.cli.CofireCommand.Running;
import io.cofire.tests.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images out of a tar of ten tars, by a command that is killed twice on its way. */
final class PrepareKillTest {

  private static final int SYNSETS = 10;
  private static final int SCORED = 50;

  @TempDir Path folder;

  @Test
  @Tag("nightly")
  void fiveThousandImagesEndAsThoseOfACommandThatWasNotKilled() throws Exception {
    killTwice(500, 20_000);
  }

  @Test
  @Tag("nightly")
  void aHundredThousandImagesEndAsThoseOfACommandThatWasNotKilled() throws Exception {
    killTwice(10_000, 400_000);
  }

  private void killTwice(int trained, int shardBytes) throws Exception {
    Workspace work = Workspace.in(folder);
    new ImageNetTars(SYNSETS, trained, SCORED).write(folder.resolve("imagenet"));
    work.succeed(prepare("expected", shardBytes));
    Map<String, String> expected = hashes(work, "expected");
    int shards = work.files("expected", ".parquet").size();
    assertThat(shards).isGreaterThan(100);

    String[] command = prepare("shards", shardBytes);
    int first = killAt(work, command, shards / 4);
    int second = killAt(work, command, Math.min(shards - 1, first + shards / 4));
    assertThat(second).isGreaterThan(first).isLessThan(shards);

    Map<Path, FileTime> kept = new TreeMap<>();
    for (Path outcome : work.files("shards/_prepare", ".outcome")) {
      String name = outcome.getFileName().toString().replace(".outcome", "");
      Path shard = folder.resolve("shards").resolve(name);
      kept.put(shard, Files.getLastModifiedTime(shard));
    }
    Outcome resumed = work.cofire().run(command);
    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    assertThat(resumed.output())
        .contains("train: %,d images, ".formatted(SYNSETS * trained))
        .contains("prepared, with what an interrupted run had finished; 0 images rejected");
    assertThat(hashes(work, "shards")).isEqualTo(expected);
    assertThat(kept).hasSizeGreaterThan(shards / 4);
    for (Path shard : kept.keySet()) {
      assertThat(Files.getLastModifiedTime(shard)).as("not made anew").isEqualTo(kept.get(shard));
    }
  }

  private static String[] prepare(String output, int shardBytes) {
    return new String[] {
      "--master",
      "local[2]",
      "prepare",
      "imagenet",
      "imagenet",
      output,
      "--subset",
      "--strict",
      "--shard-bytes=" + shardBytes
    };
  }

  /** Starts the command and kills it when so many shards are there; gives how many there were. */
  private static int killAt(Workspace work, String[] command, int shards)
      throws IOException, InterruptedException {
    Running running = work.cofire().start(command);
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (shards(work) < shards) {
      if (System.nanoTime() > end || !running.process().isAlive()) {
        throw new IllegalStateException("No " + shards + " shards:\n" + running.output());
      }
      Thread.sleep(2);
    }
    StandaloneCluster.kill(running.process().toHandle());
    assertThat(work.folder().resolve("shards/manifest.json")).doesNotExist();
    return shards(work);
  }

  private static int shards(Workspace work) throws IOException {
    Path shards = work.folder().resolve("shards");
    if (!Files.isDirectory(shards)) {
      return 0; // the command has not begun
    }
    String[] names = shards.toFile().list((place, name) -> name.endsWith(".parquet"));
    return names == null ? 0 : names.length;
  }

  /** Contents that an assertion can compare and show. */
  private static Map<String, String> hashes(Workspace work, String below) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    work.contents(below).forEach((name, bytes) -> hashes.put(name, Hashes.sha256(bytes)));
    return hashes;
  }
}
