package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.ImageNetTars;
import io.cofire.data.batches.ClassMix;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.SplitInfo;
import io.cofire.data.simulate.GestureFolder;
import io.cofire.data.spark.PrepareConfig.Rejections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that are mixed over their shards. */
final class ShuffledPrepareTest {

  private static final ImageNetTars TARS = new ImageNetTars(5, 40, 30);
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

  private PrepareResult prepare(
      String layout, String input, String output, Rejections rejections, Long seed) {
    PrepareConfig config =
        new PrepareConfig(
            layout,
            folder.resolve(input).toString(),
            folder.resolve(output).toString(),
            layout.equals("nmnist") ? 60_000 : 20_000,
            rejections,
            ImagePreparation.ANY,
            PrepareConfig.WHOLE_FILES,
            DecodeWords.NONE,
            Optional.ofNullable(seed));
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {});
  }

  private List<EncodedImage> images(String output, String split) {
    return new ImagePreparation(spark, folder).images(output, split);
  }

  private Map<String, byte[]> bytes(String output) throws IOException {
    return new ImagePreparation(spark, folder).bytes(output);
  }

  private void assertSameBytes(String some, String other) throws IOException {
    Map<String, byte[]> expected = bytes(other);
    assertThat(bytes(some).keySet()).isEqualTo(expected.keySet());
    for (Map.Entry<String, byte[]> file : bytes(some).entrySet()) {
      assertThat(file.getValue()).as(file.getKey()).isEqualTo(expected.get(file.getKey()));
    }
  }

  private static double largest(Manifest manifest, int window) {
    return ClassMix.of(manifest.split("train"), window).ofWindow();
  }

  @Test
  void everyShardHasSomeOfEveryClassAndTheSeedDecidesWhich() throws IOException {
    new GestureFolder(3, 12, 2).write(folder.resolve("in"));
    Manifest plain = prepare("nmnist", "in", "plain", Rejections.FAIL, null).manifest();
    Manifest mixed = prepare("nmnist", "in", "mixed", Rejections.FAIL, 1L).manifest();
    assertThat(mixed.splits()).extracting(SplitInfo::samples).isEqualTo(sizes(plain));
    assertThat(Arrays.stream(mixed.split("train").labels()).sorted().toArray())
        .containsExactly(Arrays.stream(plain.split("train").labels()).sorted().toArray());
    assertThat(largest(plain, 12)).isGreaterThan(1.5 * largest(mixed, 12));
    assertThat(mixed.split("train").labels()).isNotEqualTo(plain.split("train").labels());
    Manifest other = prepare("nmnist", "in", "other", Rejections.FAIL, 2L).manifest();
    assertThat(other.split("train").labels()).isNotEqualTo(mixed.split("train").labels());
    assertThat(other.source()).isNotEqualTo(mixed.source()).isNotEqualTo(plain.source());
    prepare("nmnist", "in", "again", Rejections.FAIL, 1L);
    assertSameBytes("again", "mixed");
    assertThatThrownBy(() -> prepare("nmnist", "in", "mixed", Rejections.FAIL, 2L))
        .hasMessageContaining("the folder holds a prepared set of another input");
  }

  private static List<Integer> sizes(Manifest manifest) {
    return manifest.splits().stream().map(SplitInfo::samples).toList();
  }

  @Test
  void aPreparationThatWasInterruptedEndsWithTheSameBytes() throws IOException {
    new GestureFolder(3, 4, 2).write(folder.resolve("in"));
    Path file = folder.resolve("in/Train/left/00001.bin");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1003));
    assertThatThrownBy(() -> prepare("nmnist", "in", "cut", Rejections.FAIL, 7L))
        .hasMessageContaining("1 of 48 recordings cannot be read");
    PrepareResult resumed = prepare("nmnist", "in", "cut", Rejections.LIST, 7L);
    assertThat(resumed.outcome()).isEqualTo(PrepareResult.Outcome.RESUMED);
    prepare("nmnist", "in", "whole", Rejections.LIST, 7L);
    assertSameBytes("cut", "whole");
  }

  @Test
  void imagesOfTarsAreMixedOverAllTars() throws IOException {
    TARS.write(folder.resolve("in"));
    Manifest plain = prepare("imagenet", "in", "plain", Rejections.FAIL, null).manifest();
    Manifest mixed = prepare("imagenet", "in", "mixed", Rejections.FAIL, 1L).manifest();
    assertThat(largest(plain, 20)).isEqualTo(1);
    assertThat(largest(mixed, 20)).isLessThan(0.6);
    for (String split : List.of("train", "test")) {
      assertThat(byName(images("mixed", split))).isEqualTo(byName(images("plain", split)));
    }
  }

  private static List<String> byName(List<EncodedImage> images) {
    return images.stream()
        .map(image -> image.name() + " " + image.label() + " " + Arrays.hashCode(image.bytes()))
        .sorted()
        .toList();
  }

  @Test
  void aTarThatEndsEarlyCannotBeMixed() throws IOException {
    TARS.write(folder.resolve("in"));
    Path tar = folder.resolve("in/ILSVRC2012_img_val.tar");
    byte[] bytes = Files.readAllBytes(tar);
    Files.write(tar, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> prepare("imagenet", "in", "out", Rejections.LIST, 1L))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith("Cannot shuffle the images of ILSVRC2012_img_val.tar, bytes 0 to ")
        .hasMessageEndingWith("; fetch it again, or leave --shuffle out to take what there is");
  }

  @Test
  void imagesInFoldersAreMixed() throws IOException {
    for (int i = 0; i < 60; i++) {
      Path file = folder.resolve("in/class-%d/%d.jpg".formatted(i / 20, i % 20));
      Files.createDirectories(file.getParent());
      Files.write(file, ImageNetTars.jpeg(i));
    }
    Manifest mixed = prepare("image-folder", "in", "mixed", Rejections.FAIL, 1L).manifest();
    assertThat(largest(mixed, 12)).isLessThan(0.75);
    assertThat(
            largest(prepare("image-folder", "in", "plain", Rejections.FAIL, null).manifest(), 12))
        .isGreaterThan(0.9);
  }
}
