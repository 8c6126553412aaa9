package io.cofire.data.spark;

import static io.cofire.data.recordings.columns.numpy.NumpyFiles.archive;
import static io.cofire.data.recordings.columns.numpy.NumpyFiles.array;
import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.datasets.LayoutOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    write("trainlabel.txt", "class0/class0_1.npz 0 9 9\nclass3/class3_1.npz 3 9 9\n".getBytes());
    write("vallabel.txt", "a.npz 3 9 9\n".getBytes());
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
    PrepareConfig config =
        new PrepareConfig(
            "es-imagenet",
            input.toString(),
            folder.resolve("shards").toString(),
            PrepareConfig.DEFAULT_SHARD_INPUT_BYTES,
            rejections,
            ANY);
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {});
  }

  @Test
  void aRecordingLastsFromItsEarliestEventToItsLatest() {
    PrepareResult result = prepare(PrepareConfig.Rejections.LIST);
    assertThat(result.medians())
        .containsExactly(new SampleMedians("train", 7, 4), new SampleMedians("test", 7, 4));
  }
}
