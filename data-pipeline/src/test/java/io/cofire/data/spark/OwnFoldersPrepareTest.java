package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.archives.ArchiveException;
import io.cofire.data.archives.Archives;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.LayoutOptions.Counts;
import io.cofire.data.errors.Misfit;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.PassedOver;
import io.cofire.data.files.PassedOver.Reason;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.SplitInfo;
import io.cofire.data.spark.PrepareConfig.Rejections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as people have them, and archives of them. */
class OwnFoldersPrepareTest {

  private static final Path SPECIMENS = Path.of("src/test/resources/folders").toAbsolutePath();
  private static final LayoutOptions SIZED =
      LayoutOptions.standard().withSensor(new SensorGeometry(240, 180));

  private static JavaSparkContext spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = ImagePreparation.context("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void splitsOfOnesOwnArePreparedWithTheirMedians() {
    PrepareResult result = prepare("folder", SPECIMENS.resolve("events_np"), "out", SIZED);
    assertThat(result.manifest().classes()).containsExactly("0", "1", "2", "10");
    assertThat(sizes(result)).containsExactly(Map.entry("train", 16), Map.entry("test", 8));
    assertThat(result.medians())
        .containsExactly(
            new SampleMedians("train", 298_500, 200), new SampleMedians("test", 298_500, 200));
    assertThat(prepare("folder", SPECIMENS.resolve("events_np"), "out", SIZED).medians()).isEmpty();
  }

  @Test
  void everyRecordingIsReadWhateverItsEndingAndTheRestIsNamed() {
    PrepareResult result = prepare("folder", SPECIMENS.resolve("folder_mixed_names"), "out", SIZED);
    assertThat(sizes(result)).containsExactly(Map.entry("train", 12), Map.entry("test", 2));
    assertThat(result.manifest().rejected()) // a .txt may be a recording; these are none
        .extracting(Rejected::path)
        .containsExactlyInAnyOrder("clap/notes.txt", "wave/notes.txt");
    assertThat(result.passedOver())
        .containsExactlyInAnyOrder(
            new PassedOver("clap/packed.zip", Reason.ARCHIVE),
            new PassedOver("wave/packed.zip", Reason.ARCHIVE));
  }

  @Test
  void whatMacsLeaveIsNoRecording() {
    Path input = SPECIMENS.resolve("ncaltech101_with_mac_files");
    LayoutOptions halves =
        LayoutOptions.standard().withCounts(Counts.ANY).withSplit("stratified:0.5");
    PrepareResult result = prepare("ncaltech101", input, "out", halves);
    assertThat(result.manifest().splits().stream().mapToInt(SplitInfo::samples).sum()).isEqualTo(8);
    assertThat(result.manifest().rejected()).isEmpty();
    assertThat(result.passedOver())
        .extracting(PassedOver::reason)
        .contains(Reason.MACOS)
        .doesNotContain(Reason.OTHER, Reason.BESIDE);
  }

  @Test
  void cifar10DvsAsAedat4HasItsSplits() {
    Path input = SPECIMENS.resolve("cifar10dvs_as_aedat4");
    LayoutOptions part = LayoutOptions.standard().withCounts(Counts.ANY);
    PrepareResult result = prepare("cifar10-dvs", input, "out", part.withSplit("first:0.5"));
    assertThat(result.manifest().classes()).containsExactly("airplane", "ship");
    assertThat(sizes(result)).containsExactly(Map.entry("train", 4), Map.entry("test", 4));
    assertThat(result.manifest().rejected()).isEmpty();
    assertThatThrownBy(() -> prepare("cifar10-dvs", input, "sew", part)) // 900 of 1000 train
        .hasMessageContaining("split test of 8 samples by first:0.9 is empty");
  }

  @Test
  void gesturesWhoseLabelsHaveNoHeaderLineAreAllThere() {
    PrepareResult result =
        prepare(
            "dvs-gesture",
            SPECIMENS.resolve("gesture_labels_without_header"),
            "out",
            LayoutOptions.standard().withCounts(Counts.ANY));
    assertThat(sizes(result)).containsExactly(Map.entry("train", 3), Map.entry("test", 1));
    assertThat(result.manifest().split("train").labels()).containsExactly(0, 1, 2);
  }

  /** A seed that decides nothing is refused, whatever decides instead. */
  @Test
  void aSeedOfFoldersThatAreDividedAlreadyIsRefused() {
    Path divided = SPECIMENS.resolve("events_np");
    assertThatThrownBy(() -> prepare("folder", divided, "out", SIZED.withSplitSeed(7)))
        .isInstanceOf(Misfit.class)
        .hasMessage(
            "Cannot split data set folder by the seed 7: it is divided by its folders of splits, which draws nothing; leave --split-seed out");
    Path cifar10 = SPECIMENS.resolve("cifar10dvs_as_aedat4");
    LayoutOptions seeded = LayoutOptions.standard().withCounts(Counts.ANY).withSplitSeed(7);
    assertThatThrownBy(() -> prepare("cifar10-dvs", cifar10, "out", seeded))
        .hasMessageContaining("by the seed 7: it is divided by first:0.9, which draws nothing");
    assertThat(sizes(prepare("cifar10-dvs", cifar10, "drawn", seeded.withSplit("stratified:0.5"))))
        .containsExactly(Map.entry("train", 4), Map.entry("test", 4));
  }

  @Test
  void anArchiveGivesTheSameBytesAsItsFolder() throws IOException {
    Path input = SPECIMENS.resolve("events_np");
    Manifest expected = prepare("folder", input, "plain", SIZED).manifest();
    Map<String, byte[]> files = new TreeMap<>();
    Archives.below(input).forEach((path, bytes) -> files.put("events_np/" + path, bytes));
    Map<String, byte[]> archives =
        Map.of("set.zip", Archives.zip(files), "set.tar", Archives.tar(files));
    for (Map.Entry<String, byte[]> archive : archives.entrySet()) {
      Path file = Files.write(folder.resolve(archive.getKey()), archive.getValue());
      PrepareResult found = prepare("folder", file, "out-" + archive.getKey(), SIZED);
      assertThat(found.manifest()).isEqualTo(expected);
    }
  }

  @Test
  void aRecordingThatIsDamagedInItsArchiveIsRejectedAlone() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : List.of("a/1.csv", "a/2.csv", "b/1.csv", "b/2.csv")) {
      files.put(name, text(400).getBytes(StandardCharsets.UTF_8));
    }
    byte[] zip = Archives.zip(files);
    zip[200] ^= 1;
    Path file = Files.write(folder.resolve("set.zip"), zip);
    Manifest manifest = prepare("folder", file, "out", SIZED.withSplit("all:test")).manifest();
    assertThat(manifest.split("test").samples()).isEqualTo(3);
    assertThat(manifest.rejected()).hasSize(1);
    assertThat(manifest.rejected().get(0).path()).isEqualTo("a/1.csv");
    assertThat(manifest.rejected().get(0).reason()).startsWith("damaged in its archive: ");
  }

  @Test
  void oneClassAloneIsRefusedUnlessItIsMeant() throws IOException {
    write(
        "set/data/left/1.csv", "set/data/left/2.csv", "set/data/right/1.csv", "set/data/up/1.csv");
    write("set/data/up/2.csv");
    Path input = folder.resolve("set");
    assertThatThrownBy(() -> prepare("folder", input, "out", SIZED))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Cannot index data set folder in file:%s: all its recordings are of one class, data (expected a folder for each of two classes or more); in that folder lie left, right, up; name the folder that holds the folders of the classes, or take one class with --subset or as --split all:test",
            input);
    Path below = folder.resolve("set/data/left");
    assertThat(sizes(prepare("folder", input, "a", SIZED.withCounts(Counts.ANY)))).hasSize(2);
    assertThat(sizes(prepare("folder", input, "b", SIZED.withSplit("all:test"))))
        .containsExactly(Map.entry("test", 5));
    assertThatThrownBy(() -> prepare("folder", below, "c", SIZED))
        .hasMessageContaining(
            "no recordings (expected <class>/<recording>, found 0 among 2 files)");
  }

  @Test
  void archivesThatLieInAFolderAreNamedWhereNothingElseIsThere() throws IOException {
    write("set/Train.zip", "set/Test.zip");
    assertThatThrownBy(
            () -> prepare("nmnist", folder.resolve("set"), "out", LayoutOptions.standard()))
        .hasMessageEndingWith(
            "check the folder; not taken: archives, to be unpacked: 2 (Test.zip, Train.zip)");
  }

  @Test
  void aRecordingInPlaceOfAFolderIsOneSentence() throws IOException {
    write("a.csv");
    assertThatThrownBy(() -> prepare("folder", folder.resolve("a.csv"), "out", SIZED))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("a.csv: it is a file (expected a folder");
  }

  private void write(String... paths) throws IOException {
    for (String path : paths) {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text(5));
    }
  }

  private static String text(int events) {
    StringBuilder text = new StringBuilder("t,x,y,p\n");
    for (int i = 0; i < events; i++) {
      text.append(i * 1500).append(",").append(i % 30).append(",").append(i % 20).append(",1\n");
    }
    return text.toString();
  }

  private static List<Map.Entry<String, Integer>> sizes(PrepareResult result) {
    return result.manifest().splits().stream()
        .map(split -> Map.entry(split.name(), split.samples()))
        .toList();
  }

  private PrepareResult prepare(String layout, Path input, String output, LayoutOptions options) {
    PrepareConfig config =
        new PrepareConfig(
            layout,
            input.toString(),
            folder.resolve(output).toString(),
            PrepareConfig.DEFAULT_SHARD_INPUT_BYTES,
            Rejections.LIST,
            options);
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {});
  }
}
