package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.datasets.DatasetException;
import io.cofire.data.files.PassedOver;
import io.cofire.data.files.PassedOver.Reason;
import io.cofire.data.lock.FolderBusyException;
import io.cofire.data.lock.FolderLock;
import io.cofire.data.lock.Owned;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.Sample;
import io.cofire.data.shards.Shard;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.SplitInfo;
import io.cofire.data.simulate.Gesture;
import io.cofire.data.simulate.GestureFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareJobTest {

  private static final long SHARD_BYTES = 60_000; // several shards a split
  private static JavaSparkContext spark;

  @TempDir Path temporary;
  private Path input;
  private Path output;

  @BeforeAll
  static void start() {
    spark = context("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static JavaSparkContext context(String master) {
    return new JavaSparkContext(
        LocalSpark.conf(master)
            .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .set("spark.kryo.registrationRequired", "true"));
  }

  @BeforeEach
  void simulate() throws IOException {
    input = temporary.resolve("gestures");
    output = temporary.resolve("shards");
    new GestureFolder(3, 4, 2).write(input);
  }

  @Test
  void everyRecordingIsInAShardWithItsLabel() {
    List<Long> seen = new ArrayList<>();
    PrepareResult result =
        PrepareJob.run(
            spark,
            config(PrepareConfig.Rejections.FAIL),
            (recordings, total, events, rejected) -> {
              assertThat(total).isEqualTo(48);
              seen.add(recordings);
            });
    assertThat(result.outcome()).isEqualTo(PrepareResult.Outcome.PREPARED);
    assertThat(seen).isSorted().endsWith(48L);
    Manifest manifest = result.manifest();
    assertThat(manifest.classes())
        .isEqualTo(Stream.of(Gesture.values()).map(Gesture::folder).sorted().toList());
    assertThat(manifest.splits()).extracting(SplitInfo::name).containsExactly("train", "test");
    assertThat(manifest.split("train").samples()).isEqualTo(32);
    assertThat(manifest.split("train").shards()).hasSizeGreaterThan(2);
    assertThat(manifest.split("test").samples()).isEqualTo(16);
    ShardSet set = ShardSet.open(spark.hadoopConfiguration(), hadoop());
    assertThat(set.manifest()).isEqualTo(manifest);
    for (SplitInfo split : manifest.splits()) {
      for (ShardInfo info : split.shards()) {
        Shard shard = set.read(info);
        for (int i = 0; i < shard.size(); i++) {
          Sample sample = shard.sample(i);
          assertThat(sample.id()).contains("/" + manifest.classes().get(sample.label()) + "/");
          assertThat(sample.label()).isEqualTo(info.labels().get(i));
        }
      }
    }
  }

  @Test
  void theBytesAreTheSameForOneAndTwoExecutors() throws IOException {
    truncate("Train/left/00001.bin", 1003);
    prepare();
    Map<String, byte[]> two = bytes();
    restart("local[1]");
    try {
      output = temporary.resolve("again");
      prepare();
      Map<String, byte[]> one = bytes();
      assertThat(one.keySet()).isEqualTo(two.keySet());
      one.forEach((name, content) -> assertThat(content).as(name).isEqualTo(two.get(name)));
    } finally {
      restart("local[2]");
    }
  }

  @Test
  void recordingsThatCannotBeReadAreListedAndDoNotStopTheJob() throws IOException {
    truncate("Train/left/00001.bin", 1003);
    truncate("Test/up/00000.bin", 0);
    Manifest manifest = prepare().manifest();
    assertThat(manifest.rejected())
        .containsExactly(
            new Rejected(
                "train", "Train/left/00001.bin", "event truncated at byte 1000 (need 5, found 3)"),
            new Rejected(
                "test",
                "Test/up/00000.bin",
                "the file is empty (expected atis-bin events, found 0 bytes)"));
    assertThat(manifest.split("train").samples()).isEqualTo(31);
    assertThat(manifest.split("test").samples()).isEqualTo(15);
  }

  @Test
  void strictFailsAtTheEndAndLeavesNoWholeSet() throws IOException {
    truncate("Train/left/00001.bin", 1003);
    assertThatThrownBy(() -> PrepareJob.run(spark, config(PrepareConfig.Rejections.FAIL), silent()))
        .isInstanceOf(PrepareException.class)
        .hasMessage(
            "Cannot prepare %s strictly: 1 of 48 recordings cannot be read; the first: Train/left/00001.bin: event truncated at byte 1000 (need 5, found 3); repair or remove them, or prepare without strict"
                .formatted(input));
    assertThat(output.resolve(Manifest.FILE)).doesNotExist();
    assertThat(prepare().outcome()).isEqualTo(PrepareResult.Outcome.RESUMED);
    assertThatThrownBy(() -> PrepareJob.run(spark, config(PrepareConfig.Rejections.FAIL), silent()))
        .hasMessageContaining("strictly: 1 of 48 recordings cannot be read");
  }

  @Test
  void whatIsNotTakenIsNamedAndStrictFailsOnWhatMayBeARecording() throws IOException {
    Files.writeString(input.resolve("README"), "x");
    PrepareResult whole = PrepareJob.run(spark, config(PrepareConfig.Rejections.FAIL), silent());
    assertThat(whole.passedOver()).containsExactly(new PassedOver("README", Reason.OTHER));

    Files.createSymbolicLink(input.resolve("Train/left/gone.bin"), input.resolve("nothing"));
    Files.createSymbolicLink(input.resolve("Train/left/up"), input);
    Files.writeString(input.resolve("Train/left/.DS_Store"), "x");
    Files.writeString(input.resolve("Train/left/notes.md"), "x");
    PrepareResult again = prepare();
    assertThat(again.outcome()).isEqualTo(PrepareResult.Outcome.ALREADY_PREPARED);
    assertThat(again.manifest()).isEqualTo(whole.manifest());
    assertThat(again.passedOver()).hasSize(5);
    assertThatThrownBy(() -> PrepareJob.run(spark, config(PrepareConfig.Rejections.FAIL), silent()))
        .isInstanceOf(PrepareException.class)
        .hasMessage(
            "Cannot prepare %s strictly: 4 entries are not taken: links to nothing: 1 (Train/left/gone.bin); links to folders that are listed already: 1 (Train/left/up); hidden: 1 (Train/left/.DS_Store); files of other kinds in the folder of a class: 1 (Train/left/notes.md); repair or remove them, or prepare without strict"
                .formatted(input));
  }

  @Test
  void aFolderOfBrokenLinksSaysSo() throws IOException {
    Path links = Files.createDirectories(temporary.resolve("links/Train/left"));
    Files.createSymbolicLink(links.resolve("a.bin"), temporary.resolve("nothing"));
    PrepareConfig config =
        new PrepareConfig(
            "nmnist",
            temporary.resolve("links").toString(),
            output.toString(),
            SHARD_BYTES,
            PrepareConfig.Rejections.LIST);
    assertThatThrownBy(() -> PrepareJob.run(spark, config, silent()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("found 0 among 0 files")
        .hasMessageEndingWith("; not taken: links to nothing: 1 (Train/left/a.bin)");
  }

  @Test
  void aSplitOfWhichNothingCanBeReadFails() throws IOException {
    for (Gesture gesture : Gesture.values()) {
      truncate("Test/" + gesture.folder() + "/00000.bin", 0);
      truncate("Test/" + gesture.folder() + "/00001.bin", 3);
    }
    assertThatThrownBy(this::prepare)
        .isInstanceOf(PrepareException.class)
        .hasMessage(
            "Cannot prepare split test: none of its recordings can be read; the first: Test/clockwise/00000.bin: the file is empty (expected atis-bin events, found 0 bytes)");
  }

  @Test
  void aWholeSetIsNotPreparedAgain() throws IOException {
    PrepareResult first = prepare();
    Map<String, byte[]> before = bytes();
    PrepareResult second = prepare();
    assertThat(second.outcome()).isEqualTo(PrepareResult.Outcome.ALREADY_PREPARED);
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(bytes().keySet()).isEqualTo(before.keySet());
    Files.delete(input.resolve("Train/left/00001.bin"));
    assertThatThrownBy(this::prepare)
        .isInstanceOf(PrepareException.class)
        .hasMessageContaining("the folder holds a prepared set of another input")
        .hasMessageEndingWith("choose another folder or delete it");
  }

  /** What a kill leaves: shards and outcomes without a manifest, one shard half-written. */
  @Test
  void anInterruptedPreparationGoesOnToTheSameBytes() throws IOException {
    PrepareResult whole = prepare();
    Map<String, byte[]> expected = bytes();
    String half = whole.manifest().split("train").shards().get(1).file();
    interrupt(whole, half);
    assertThat(prepare().outcome()).isEqualTo(PrepareResult.Outcome.RESUMED);
    Map<String, byte[]> found = bytes();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, content) -> assertThat(content).as(name).isEqualTo(expected.get(name)));
  }

  @Test
  void anInterruptedPreparationOfAnotherInputIsStartedAnew() throws IOException {
    interrupt(prepare(), "train-00000.parquet");
    Files.delete(input.resolve("Train/left/00001.bin"));
    PrepareResult result = prepare();
    assertThat(result.outcome()).isEqualTo(PrepareResult.Outcome.PREPARED);
    assertThat(result.manifest().split("train").samples()).isEqualTo(31);
  }

  @Test
  void aStrangersFolderIsLeftAlone() throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("thesis.txt"), "mine");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(PrepareException.class)
        .hasMessage(
            "Cannot prepare into file:%s: the folder holds files that no preparation made (such as thesis.txt); choose another or empty it"
                .formatted(output));
    assertThat(output.resolve("thesis.txt")).hasContent("mine");
  }

  @Test
  void aMissingFolderIsOneClearError() {
    input = temporary.resolve("nowhere");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(PrepareException.class)
        .hasMessageContaining("nowhere: it does not exist; check the path");
  }

  @Test
  void anOutputHasOneOwner() throws Exception {
    org.apache.hadoop.fs.Path place = hadoop();
    try (Owned other =
        FolderLock.take(spark.hadoopConfiguration(), place, "prepare", "other", () -> {})) {
      assertThat(other.before()).isEmpty();
      assertThatThrownBy(this::prepare)
          .isInstanceOf(FolderBusyException.class)
          .hasMessageStartingWith(
              "Cannot prepare into file:%s: another command is at work there: other, process "
                  .formatted(output));
      assertThat(output.toFile().list()).hasSize(1);
    }
    assertThat(output).doesNotExist(); // the other had made it, for nothing
    Files.createDirectories(output);
    Files.writeString(output.resolve("_lock.json"), "{}"); // of nobody, and long ago
    Files.setLastModifiedTime(output.resolve("_lock.json"), FileTime.fromMillis(0));
    assertThat(prepare().outcome()).isEqualTo(PrepareResult.Outcome.PREPARED);
    assertThat(output.resolve("_lock.json")).doesNotExist();
  }

  @Test
  void outcomesOfAnyContentAreMadeAgain() throws IOException {
    PrepareResult whole = prepare();
    Map<String, byte[]> expected = bytes();
    interrupt(whole, "test-00000.parquet");
    Path outcome = output.resolve("_prepare/train-00000.parquet.outcome");
    List<String> contents =
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"shards\": null}",
            "{\"shards\": [null], \"rejected\": [null]}",
            "[".repeat(9999));
    for (String content : contents) {
      Files.writeString(outcome, content);
      WorkFolder work = new WorkFolder(spark.hadoopConfiguration(), output.toString());
      assertThat(work.finished("train-00000.parquet", ShardOutcome.class, one -> one))
          .as(content)
          .isEmpty();
    }
    assertThat(prepare().outcome()).isEqualTo(PrepareResult.Outcome.RESUMED);
    assertThat(bytes().keySet()).isEqualTo(expected.keySet());
  }

  /** Turns a whole set back into what an interrupted run leaves. */
  private void interrupt(PrepareResult whole, String half) throws IOException {
    WorkFolder work = new WorkFolder(spark.hadoopConfiguration(), output.toString());
    Files.delete(output.resolve(Manifest.FILE));
    Path folder = Files.createDirectories(output.resolve(WorkFolder.NAME));
    Files.writeString(folder.resolve("source"), whole.manifest().source());
    assertThat(work.begin(whole.manifest().source())).isTrue();
    for (SplitInfo split : whole.manifest().splits()) {
      for (ShardInfo shard : split.shards()) {
        Files.writeString(
            folder.resolve(shard.file() + ".outcome"),
            WorkFolder.toJson(new ShardOutcome(List.of(shard), List.of())));
      }
    }
    byte[] bytes = Files.readAllBytes(output.resolve(half));
    Files.write(output.resolve(half), Arrays.copyOf(bytes, bytes.length / 2));
    Files.delete(folder.resolve("test-00000.parquet.outcome"));
  }

  private static void restart(String master) {
    spark.stop();
    spark = context(master);
  }

  private PrepareResult prepare() {
    return PrepareJob.run(spark, config(PrepareConfig.Rejections.LIST), silent());
  }

  private PrepareConfig config(PrepareConfig.Rejections rejections) {
    return new PrepareConfig(
        "nmnist", input.toString(), output.toString(), SHARD_BYTES, rejections);
  }

  private static PrepareProgress silent() {
    return (recordings, total, events, rejected) -> {};
  }

  private void truncate(String file, int bytes) throws IOException {
    Path path = input.resolve(file);
    Files.write(path, Arrays.copyOf(Files.readAllBytes(path), bytes));
  }

  private Map<String, byte[]> bytes() throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(output)) {
      for (Path path : walk.filter(Files::isRegularFile).toList()) {
        bytes.put(output.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return bytes;
  }

  private org.apache.hadoop.fs.Path hadoop() {
    return new org.apache.hadoop.fs.Path(output.toString());
  }
}
