package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.SharedData;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.SplitInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealLayoutsPrepareTest {

  private static final LayoutOptions ANY =
      LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);

  @TempDir Path folder;
  private JavaSparkContext spark;

  @BeforeEach
  void start() {
    spark = new JavaSparkContext(LocalSpark.conf("local[2]"));
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  @Test
  void gesturesAreCutOutOfRealEventsAndAnEmptyOneIsRejected() throws IOException {
    Path source = SharedData.require("derived-aedat31");
    Path input = Files.createDirectories(folder.resolve("DvsGesture"));
    for (String user : new String[] {"user01_led", "user02_led"}) {
      Files.copy(source.resolve("gesture_clips_1_2.aedat"), input.resolve(user + ".aedat"));
      String labels =
          Files.readString(source.resolve("gesture_clips_1_2_labels.csv")).stripTrailing();
      String more = user.equals("user01_led") ? "\n3,1,2\n" : "\n";
      Files.writeString(input.resolve(user + "_labels.csv"), labels + more);
    }
    Files.writeString(input.resolve("trials_to_train.txt"), "user01_led.aedat\n");
    Files.writeString(input.resolve("trials_to_test.txt"), "user02_led.aedat\n");

    Manifest manifest = prepare("dvs-gesture", folder.resolve("DvsGesture"), ANY);

    assertThat(manifest.split("train").labels()).containsExactly(0, 1);
    assertThat(manifest.split("test").labels()).containsExactly(0, 1);
    assertThat(manifest.split("train").events()).isEqualTo(manifest.split("test").events());
    assertThat(manifest.rejected())
        .containsExactly(new Rejected("train", "user01_led.aedat@1-2", "it has no events"));
  }

  /** The aim that shards are held to: at most 40% of the recordings that they were made of. */
  @Test
  void shardsOfRealGesturesAreAtMostTwoFifthsOfTheirAedat() throws IOException {
    Path source = SharedData.require("derived-aedat31");
    Path input = Files.createDirectories(folder.resolve("DvsGesture"));
    for (String split : new String[] {"train", "test"}) {
      Files.copy(source.resolve("gesture_clips_1_2.aedat"), input.resolve(split + ".aedat"));
      Files.copy(
          source.resolve("gesture_clips_1_2_labels.csv"), input.resolve(split + "_labels.csv"));
      Files.writeString(input.resolve("trials_to_" + split + ".txt"), split + ".aedat\n");
    }

    SplitInfo train = prepare("dvs-gesture", input, ANY).split("train");

    long recording = Files.size(source.resolve("gesture_clips_1_2.aedat"));
    long shards = train.shards().stream().mapToLong(ShardInfo::bytes).sum();
    assertThat(train.events()).isEqualTo(147_731);
    assertThat((double) shards / recording).isLessThanOrEqualTo(0.40);
  }

  @Test
  void everyPokerSymbolThatIsThereIsPrepared() {
    Manifest manifest =
        prepare("poker-dvs", SharedData.require("poker-dvs"), ANY.withSplit("fold:1/5"));
    assertThat(manifest.rejected()).isEmpty();
    assertThat(manifest.classes()).containsExactly("club", "diamond", "heart", "spade");
    assertThat(manifest.split("train").samples() + manifest.split("test").samples()).isEqualTo(92);
    assertThat(manifest.split("test").samples()).isBetween(18, 19);
  }

  private Manifest prepare(String dataset, Path input, LayoutOptions options) {
    PrepareConfig config =
        new PrepareConfig(
            dataset,
            input.toString(),
            folder.resolve("shards-" + dataset).toString(),
            PrepareConfig.DEFAULT_SHARD_INPUT_BYTES,
            PrepareConfig.Rejections.LIST,
            options);
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {}).manifest();
  }
}
