package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.recordings.Decoding;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Dropped;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.SplitInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a preparation makes of recordings with faults, by each choice. */
class FaultsPrepareTest {

  private static final String GESTURES = "user01_fluorescent.aedat";
  private static final List<String> FILES =
      List.of(
          "trials_to_train.txt",
          "trials_to_test.txt",
          GESTURES,
          "user01_fluorescent_labels.csv",
          "user24_led.aedat",
          "user24_led_labels.csv");
  private static JavaSparkContext spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = new JavaSparkContext(LocalSpark.conf("local[2]"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void aStrayEventCostsTheGestureItIsInAndNoneWhereItIsDropped() throws IOException {
    gestures("gesture_one_event_outside");
    Manifest plain = prepare("dvs-gesture", Map.of(), "plain");
    assertThat(plain.split("train").labels()).containsExactly(0, 2);
    assertThat(plain.split("test").labels()).containsExactly(0);
    assertThat(plain.rejected())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.path()).isEqualTo(GESTURES + "@3000000-4000000");
              assertThat(one.reason())
                  .startsWith("event outside the sensor at byte ")
                  .endsWith("(expected x < 128 and y < 128, found x 200 and y 5)");
            });
    assertThat(dropped(plain)).isEmpty();

    Manifest chosen = prepare("dvs-gesture", Map.of("faults", "drop-outside"), "chosen");
    assertThat(chosen.split("train").labels()).containsExactly(0, 1, 2);
    assertThat(chosen.split("train").events()).isEqualTo(600);
    assertThat(chosen.rejected()).isEmpty();
    assertThat(dropped(chosen))
        .containsExactly(
            new Dropped("events outside the sensor", 1, 1, GESTURES + "@3000000-4000000"));
    assertThat(decoding(chosen)).containsExactly(Map.entry("faults", "drop-outside:0.1%"));
    assertThat(chosen.source()).isNotEqualTo(plain.source());
    assertThatThrownBy(() -> prepare("dvs-gesture", Map.of("faults", "keep-whole"), "chosen"))
        .isInstanceOf(PrepareException.class)
        .hasMessageContaining(
            "it was read with [--faults=drop-outside:0.1%], and is asked for with"
                + " [--faults=keep-whole]");
  }

  @Test
  void aFileThatEndsInAGestureKeepsThoseBefore() throws IOException {
    gestures("gesture_last_packet_cut");
    Manifest plain = prepare("dvs-gesture", Map.of(), "plain");
    assertThat(plain.splits()).extracting(SplitInfo::samples).containsExactly(2, 1);
    assertThat(plain.rejected())
        .containsExactly(
            new Rejected(
                "train",
                GESTURES + "@5000000-6000000",
                "event truncated at byte 4753 (need 8, found 3)"));

    Manifest kept = prepare("dvs-gesture", Map.of("faults", "keep-whole"), "kept");
    assertThat(kept.splits()).extracting(SplitInfo::samples).containsExactly(2, 1);
    assertThat(kept.split("train").shards().get(0).sha256())
        .isEqualTo(plain.split("train").shards().get(0).sha256());
    assertThat(kept.rejected()).isEmpty();
    assertThat(dropped(kept))
        .containsExactly(
            new Dropped("parts that are not whole", 1, 1, GESTURES + "@5000000-6000000"),
            new Dropped("bytes of a cut tail", 6, 2, GESTURES));
  }

  @Test
  void recordingsOfOtherFormatsAreKeptAsChosenAndCountedTogether() throws IOException {
    byte[] cut = Decoding.resource("people/evt2_last_word_cut.raw");
    byte[] stray = Decoding.resource("people/evt3_vector_beyond_edge.raw");
    for (String name : List.of("a/1.raw", "a/2.raw", "b/1.raw", "b/2.raw")) {
      Path file = folder.resolve("in").resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, name.endsWith("1.raw") ? cut : stray);
    }
    Files.write(folder.resolve("in/b/3.raw"), Arrays.copyOf(cut, cut.length - 2));

    Manifest both = prepare("folder", Map.of("faults", "drop-outside,keep-whole"), "both");

    assertThat(both.rejected()).isEmpty();
    assertThat(dropped(both))
        .extracting(Dropped::what, Dropped::count, Dropped::recordings)
        .containsExactlyInAnyOrder(
            tuple("bytes of a cut tail", 4L, 2L), tuple("events outside the sensor", 2L, 2L));
    assertThat(both.splits().stream().mapToLong(SplitInfo::events).sum())
        .isEqualTo(2 * 60 + 2 * 108 + 60);
  }

  private void gestures(String specimen) throws IOException {
    Path input = Files.createDirectories(folder.resolve("in"));
    for (String file : FILES) {
      Files.write(input.resolve(file), Decoding.resource("people/" + specimen + "/" + file));
    }
  }

  private Manifest prepare(String dataset, Map<String, String> decoding, String output) {
    PrepareConfig config =
        new PrepareConfig(
            dataset,
            folder.resolve("in").toString(),
            folder.resolve(output).toString(),
            PrepareConfig.DEFAULT_SHARD_INPUT_BYTES,
            PrepareConfig.Rejections.LIST,
            dataset.equals("folder")
                ? LayoutOptions.standard()
                    .withSensor(new SensorGeometry(1280, 720))
                    .withSplit("all:test")
                : LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY),
            PrepareConfig.WHOLE_FILES,
            new DecodeWords(decoding));
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {}).manifest();
  }

  private static List<Dropped> dropped(Manifest manifest) {
    return ((Contents.Events) manifest.contents()).dropped();
  }

  private static Map<String, String> decoding(Manifest manifest) {
    return ((Contents.Events) manifest.contents()).decoding();
  }
}
