package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.SharedData;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.Hashes;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.SplitInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording is read once, however many shards hold its parts. */
class OneReadTest {

  private static final int PARTS = 8; // half of them in each of the recording's two gestures
  private static final long SHARD_BYTES = 200_000; // of 1.2 MB

  @TempDir Path folder;
  private JavaSparkContext spark;

  @BeforeEach
  void start() throws IOException {
    spark = new JavaSparkContext(LocalSpark.conf("local[2]"));
    CountedFileSystem.register(spark.hadoopConfiguration());
    Path input = Files.createDirectories(folder.resolve("in"));
    Path real = SharedData.require("derived-aedat31").resolve("gesture_clips_1_2.aedat");
    for (String split : List.of("train", "test")) {
      Files.copy(real, input.resolve(split + ".aedat"));
      List<String> labels = new ArrayList<>(List.of("class,startTime_usec,endTime_usec"));
      for (int i = 0; i < PARTS; i++) {
        long gesture = i < PARTS / 2 ? 80_000_000 : 82_450_000;
        long from = gesture + 350_000L * (i % (PARTS / 2));
        labels.add((i + 1) + "," + from + "," + (from + 400_000));
      }
      Files.write(input.resolve(split + "_labels.csv"), labels);
      Files.writeString(input.resolve("trials_to_" + split + ".txt"), split + ".aedat\n");
    }
    CountedFileSystem.takeOpened();
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  @Test
  void eachFileIsOpenedOnceAndAgainOnlyForTheShardsThatAnInterruptionLeftOut() throws IOException {
    Manifest whole = prepare().manifest();
    assertThat(whole.splits())
        .allSatisfy(split -> assertThat(split.shards()).hasSizeGreaterThan(3));
    assertThat(whole.splits()).extracting(SplitInfo::samples).containsExactly(PARTS, PARTS);
    assertThat(CountedFileSystem.takeOpened())
        .containsEntry("train.aedat", 1)
        .containsEntry("test.aedat", 1);
    Map<String, String> expected = bytes();

    interruptWithout(whole, whole.split("train").shards().get(1).file());
    PrepareResult resumed = prepare();

    assertThat(resumed.outcome()).isEqualTo(PrepareResult.Outcome.RESUMED);
    assertThat(CountedFileSystem.takeOpened())
        .containsEntry("train.aedat", 1)
        .doesNotContainKey("test.aedat");
    assertThat(bytes()).isEqualTo(expected);
  }

  /** Turns the whole set into what a run that was killed before one shard leaves. */
  private void interruptWithout(Manifest whole, String missing) throws IOException {
    Path output = folder.resolve("out");
    Files.delete(output.resolve(Manifest.FILE));
    Files.delete(output.resolve(missing));
    Path work = Files.createDirectories(output.resolve(WorkFolder.NAME));
    Files.writeString(work.resolve("source"), whole.source());
    for (SplitInfo split : whole.splits()) {
      for (ShardInfo shard : split.shards()) {
        ShardOutcome outcome = new ShardOutcome(List.of(shard), List.of());
        Files.writeString(work.resolve(shard.file() + ".outcome"), WorkFolder.toJson(outcome));
      }
    }
  }

  private PrepareResult prepare() {
    PrepareConfig config =
        new PrepareConfig(
            "dvs-gesture",
            folder.resolve("in").toString(),
            folder.resolve("out").toString(),
            SHARD_BYTES,
            PrepareConfig.Rejections.FAIL,
            LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY));
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {});
  }

  private Map<String, String> bytes() throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> inside = Files.walk(folder.resolve("out"))) {
      for (Path file : inside.filter(Files::isRegularFile).toList()) {
        bytes.put(file.getFileName().toString(), Hashes.sha256(Files.readAllBytes(file)));
      }
    }
    return bytes;
  }
}
