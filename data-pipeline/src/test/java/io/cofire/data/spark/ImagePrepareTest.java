package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.SharedData;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.errors.Misfit;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Contents.Accepted;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.SplitInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real images of every layout through the prepare job. */
class ImagePrepareTest {

  private static JavaSparkContext spark;

  @TempDir Path folder;
  private ImagePreparation preparation;

  @BeforeAll
  static void start() {
    spark = ImagePreparation.context("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void prepareHere() {
    preparation = new ImagePreparation(spark, folder);
  }

  @Test
  void aFolderPerClassKeepsEveryByteAndSortsItsClasses() throws IOException {
    Path input = SharedData.require("imagenet-ants-bees");
    Manifest manifest =
        preparation.prepare("image-folder", input, "out", 200_000, ImagePreparation.ANY).manifest();
    assertThat(manifest.classes()).containsExactly("ants", "bees");
    assertThat(manifest.images()).isEqualTo(new Contents.Original(Accepted.WHOLE));
    assertThat(manifest.splits()).extracting(SplitInfo::name).containsExactly("train", "test");
    assertThat(manifest.split("train").samples()).isEqualTo(101);
    assertThat(manifest.split("train").shards()).hasSizeGreaterThan(10);
    assertThat(manifest.split("test").samples()).isEqualTo(16);
    assertThat(manifest.rejected()).isEmpty();
    for (EncodedImage image : preparation.images("out", "train")) {
      assertThat(image.bytes()).isEqualTo(Files.readAllBytes(input.resolve(image.name())));
      assertThat(image.name()).startsWith("train/" + manifest.classes().get(image.label()) + "/");
    }
  }

  @Test
  void foldsTakeTheImagesOfAllSplits() {
    Path input = SharedData.require("imagenet-ants-bees");
    Manifest manifest =
        preparation
            .prepare(
                "image-folder", input, "out", 1 << 24, ImagePreparation.ANY.withSplit("folds:5"))
            .manifest();
    assertThat(manifest.splits())
        .extracting(SplitInfo::samples)
        .hasSize(5)
        .allMatch(n -> n == 23 || n == 24);
    assertThat(manifest.splits().stream().mapToInt(SplitInfo::samples).sum()).isEqualTo(117);
  }

  @Test
  void filesUpToANumberTrain() {
    Path input = SharedData.require("tiny-imagenet-10");
    Manifest manifest =
        preparation
            .prepare(
                "image-folder", input, "out", 1 << 24, ImagePreparation.ANY.withSplit("below:110"))
            .manifest();
    assertThat(manifest.classes()).hasSize(10).isSorted();
    assertThat(manifest.split("train").samples()).isEqualTo(1100);
    assertThat(manifest.split("test").samples()).isEqualTo(300);
    assertThat(preparation.images("out", "test"))
        .allMatch(image -> image.name().matches("n\\d{8}/n\\d{8}_1[123]\\d\\.JPEG"));
  }

  @Test
  void cifarIsStoredAsItsPixels() throws IOException {
    Path input = SharedData.require("cifar10-subset");
    assertThatThrownBy(
            () -> preparation.prepare("cifar10", input, "out", 1 << 24, ImagePreparation.ANY))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Cannot index data set cifar10 in file:%s: no images for split test (expected data_batch_*.bin and test_batch*.bin, found none among 8 files); check the folder, or divide what is there with --split"
                .formatted(input));
    LayoutOptions withSensor = ImagePreparation.ANY.withSensor(new SensorGeometry(32, 32));
    assertThatThrownBy(() -> preparation.prepare("cifar10", input, "out", 1 << 24, withSensor))
        .isInstanceOf(Misfit.class)
        .hasMessage("Cannot index data set cifar10: images have no sensor; leave --sensor out");
    LayoutOptions options = ImagePreparation.ANY.withSplit("below:1600");
    Contents.Images lenient = new Contents.Original(Accepted.LENIENT);
    assertThatThrownBy(
            () -> preparation.prepare("cifar10", input, "out", 1 << 24, options, lenient))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("its images are pixels, not files; leave --lenient, --decode");
    Manifest manifest = preparation.prepare("cifar10", input, "out", 1_000_000, options).manifest();
    assertThat(manifest.images()).isEqualTo(new Contents.Raw(3, 32, 32));
    assertThat(manifest.classes()).startsWith("airplane", "automobile").hasSize(10);
    byte[] file = Files.readAllBytes(input.resolve("data_batch_first_2000.bin"));
    List<EncodedImage> all = new ArrayList<>(preparation.images("out", "train"));
    assertThat(all).hasSize(1600);
    all.addAll(preparation.images("out", "test"));
    assertThat(all).hasSize(2000);
    for (int i = 0; i < 2000; i++) {
      EncodedImage image = all.get(i);
      assertThat(image.name()).isEqualTo("data_batch_first_2000.bin/%05d".formatted(i));
      assertThat(image.label()).isEqualTo(file[i * 3073]);
      assertThat(image.bytes()).isEqualTo(Arrays.copyOfRange(file, i * 3073 + 1, (i + 1) * 3073));
    }
  }

  @Test
  void mnistIsStoredAsItsPixels() {
    Path input = SharedData.require("mnist");
    assertThatThrownBy(
            () -> preparation.prepare("mnist", input, "out", 1 << 24, LayoutOptions.standard()))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Cannot index data set mnist in file:%s: 5000 images in split train (expected 60000); fetch what is missing, or take a part of it with --subset"
                .formatted(input));
    Manifest manifest =
        preparation.prepare("mnist", input, "out", 1 << 24, ImagePreparation.ANY).manifest();
    assertThat(manifest.images()).isEqualTo(new Contents.Raw(1, 28, 28));
    assertThat(manifest.split("train").samples()).isEqualTo(5000);
    assertThat(manifest.split("test").samples()).isEqualTo(10_000);
    assertThat(Arrays.copyOf(manifest.split("test").labels(), 8))
        .containsExactly(7, 2, 1, 0, 4, 1, 4, 9);
    assertThat(manifest.split("train").bytes()).isLessThan(5000L * 784 / 2);
    byte[] seven = preparation.images("out", "test").get(0).bytes();
    assertThat(IntStream.range(0, 784).filter(i -> seven[i] != 0).count()).isBetween(90L, 150L);
  }
}
