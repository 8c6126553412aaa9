package io.cofire.data.spark;

import static io.cofire.data.recordings.columns.numpy.NumpyFiles.archive;
import static io.cofire.data.recordings.columns.numpy.NumpyFiles.array;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.datasets.SplitList;
import io.cofire.data.files.PassedOver;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Remark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets whose lists name their recordings, from their files to shards. */
class ListedPrepareTest {

  private static final LayoutOptions ANY =
      LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);

  @TempDir Path folder;
  private Path input;
  private JavaSparkContext spark;

  @BeforeEach
  void start() throws IOException {
    spark = new JavaSparkContext(LocalSpark.conf("local[2]"));
    input = Files.createDirectories(folder.resolve("input"));
    write("train/class0/class0_1.npz", esImageNet(1));
    write("train/class3/class3_1.npz", esImageNet(1));
    write("val/a.npz", esImageNet(1));
    write(
        "trainlabel.txt", "class0/class0_1.npz 0 9 9\nclass3/class3_1.npz 3 9 9\n".getBytes(UTF_8));
    write("vallabel.txt", "a.npz 3 9 9\n".getBytes(UTF_8));
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  /** Events at 8, 1, 3 and 2, the row before the column; the first at the row. */
  private static byte[] esImageNet(long row) throws IOException {
    return archive(
        "pos", array("(2, 3)", false, row, 1, 8, 1, 2, 1),
        "neg", array("(2, 3)", false, 5, 6, 3, 7, 8, 2));
  }

  private void write(String path, byte[] bytes) throws IOException {
    Files.createDirectories(input.resolve(path).getParent());
    Files.write(input.resolve(path), bytes);
  }

  private PrepareResult prepare(PrepareConfig.Rejections rejections) {
    return prepare(rejections, ANY);
  }

  private PrepareResult prepare(PrepareConfig.Rejections rejections, LayoutOptions options) {
    PrepareConfig config =
        new PrepareConfig(
            "es-imagenet",
            input.toString(),
            folder.resolve("shards").toString(),
            PrepareConfig.DEFAULT_SHARD_INPUT_BYTES,
            rejections,
            options);
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {});
  }

  @Test
  void aRecordingLastsFromItsEarliestEventToItsLatest() {
    PrepareResult result = prepare(PrepareConfig.Rejections.LIST);
    assertThat(result.medians())
        .containsExactly(new SampleMedians("train", 7, 4), new SampleMedians("test", 7, 4));
  }

  /**
   * Its times are steps of a simulation; that eight of them are short is no doubt of their unit.
   */
  @Test
  void theUnitOfADataSetIsNoDoubt() {
    Contents.Events contents =
        (Contents.Events) prepare(PrepareConfig.Rejections.LIST).manifest().contents();
    assertThat(contents.doubts()).isEmpty();
    assertThat(contents.units())
        .extracting(Remark::text)
        .containsExactly("microseconds, by the data set");
  }

  @Test
  void anEventOutsideTheSensorIsNamedAsTheFileHasIt() throws IOException {
    write("train/class0/class0_1.npz", esImageNet(300));
    assertThat(prepare(PrepareConfig.Rejections.LIST).manifest().rejected().get(0).reason())
        .endsWith(
            "(expected [:, 0] < 256 and [:, 1] < 256 in the file, before orientation transpose, found [:, 0] 300 and [:, 1] 1)");
  }

  /** A line whose file is lost and a file that no line names are samples that are lost. */
  @Test
  void whatListsNameInVainAndWhatTheyDoNotNameIsSaidAndFailsAStrictPreparation()
      throws IOException {
    write(
        "trainlabel.txt",
        "class0/class0_1.npz 0\n../../x 7\nclass3/class3_9.npz 3\n".getBytes(UTF_8));
    write("val/notes.md", new byte[1]);
    List<String> lost =
        List.of(
            "listed, and not there: 1 (train/class3/class3_9.npz)",
            "listed, and outside the folder: 1 (train/../../x.npz)",
            "in no list: 1 (train/class3/class3_1.npz)");
    assertThat(PassedOver.counted(prepare(PrepareConfig.Rejections.LIST).passedOver()))
        .containsSequence(lost)
        .endsWith("files of other kinds in the folder of a class: 1 (val/notes.md)");
    assertThatThrownBy(() -> prepare(PrepareConfig.Rejections.FAIL))
        .isInstanceOf(PrepareException.class)
        .hasMessageContaining("strictly: 4 entries are not taken: " + String.join("; ", lost));
  }

  @Test
  void linesOfAListOfSplitsThatNameNoSampleAreSaid() throws IOException {
    String lines =
        "train/class0/class0_1.npz train\nval/a.npz test\ntrain/class3/class3_1.npz test\nval/b.npz test\n";
    SplitList list = SplitList.read("list", new ByteArrayInputStream(lines.getBytes(UTF_8)));
    PrepareResult result = prepare(PrepareConfig.Rejections.LIST, ANY.withList(list));
    assertThat(PassedOver.counted(result.passedOver()))
        .containsExactly("listed, and not there: 1 (val/b.npz)");
  }
}
