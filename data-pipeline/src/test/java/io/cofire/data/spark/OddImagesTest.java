package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.SharedData;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Contents.Accepted;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of odd kinds, large ones and what is none through the prepare job. */
class OddImagesTest {

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
  void whatIsNoWholePictureIsRejectedByNameOrKeptLeniently() throws IOException {
    Path input = odd();
    Manifest manifest =
        preparation.prepare("image-folder", input, "out", 1 << 24, ImagePreparation.ANY).manifest();
    int cut = (int) Files.size(input.resolve("train/b/cut.jpg"));
    List<Rejected> foreign =
        List.of(
            new Rejected("train", "train/a/empty.jpg", "the file is empty"),
            new Rejected(
                "train", "train/a/imageNotFound.gif", "it is a GIF, not a JPEG, PNG or BMP"),
            new Rejected(
                "train",
                "train/b/text.png",
                "it is no picture (it begins with 74 65 78 74), not a JPEG, PNG or BMP"));
    String early = "the JPEG ends early: no end of image in its %d bytes".formatted(cut);
    List<Rejected> all = new ArrayList<>(foreign);
    all.add(2, new Rejected("train", "train/b/cut.jpg", early));
    assertThat(manifest.rejected()).isEqualTo(all);
    assertThat(manifest.split("train").samples()).isEqualTo(9);

    Contents.Images lenient = new Contents.Original(Accepted.LENIENT);
    Manifest kept =
        preparation
            .prepare("image-folder", input, "kept", 1 << 24, ImagePreparation.ANY, lenient)
            .manifest();
    assertThat(kept.rejected()).isEqualTo(foreign);
    assertThat(kept.images()).isEqualTo(lenient);
    assertThat(kept.source()).isNotEqualTo(manifest.source());
    assertThat(kept.split("train").samples()).isEqualTo(10);
  }

  @Test
  void largePicturesAreMadeSmallerAndSmallOnesKept() throws IOException {
    Path input = odd();
    Contents.Images smaller = new Contents.Reencoded(Accepted.WHOLE, 200, 90);
    Manifest manifest =
        preparation
            .prepare("image-folder", input, "out", 1 << 24, ImagePreparation.ANY, smaller)
            .manifest();
    assertThat(manifest.images()).isEqualTo(smaller);
    for (EncodedImage image : preparation.images("out", "train")) {
      BufferedImage before = ImageIO.read(input.resolve(image.name()).toFile());
      if (before == null) {
        continue; // ImageIO knows no CMYK
      }
      int shortSide = Math.min(before.getWidth(), before.getHeight());
      if (shortSide <= 200) {
        assertThat(image.bytes()).isEqualTo(Files.readAllBytes(input.resolve(image.name())));
        continue;
      }
      BufferedImage after = ImageIO.read(new ByteArrayInputStream(image.bytes()));
      assertThat(Math.min(after.getWidth(), after.getHeight())).as(image.name()).isEqualTo(200);
      assertThat((double) after.getWidth() / after.getHeight())
          .isCloseTo((double) before.getWidth() / before.getHeight(), within(0.01));
      for (int channel = 0; channel < 3; channel++) {
        assertThat(mean(after, channel)).isCloseTo(mean(before, channel), within(3.0));
      }
    }
    assertThat(preparation.images("out", "train")).anyMatch(i -> i.name().endsWith(".bmp"));
  }

  private static double mean(BufferedImage image, int channel) {
    double sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        sum +=
            image.getRaster().getNumBands() == 1
                ? image.getRaster().getSample(x, y, 0) // getRGB makes grey brighter
                : image.getRGB(x, y) >> (8 * channel) & 0xFF;
      }
    }
    return sum / image.getWidth() / image.getHeight();
  }

  /** The structure of a file may be whole where what it holds is not. */
  @Test
  void decodingFindsWhatTheStructureHides() throws IOException {
    Path input = odd();
    byte[] picture = Files.readAllBytes(input.resolve("train/a/n02105855_2933.JPEG")); // a PNG
    int at = indexOf(picture, "IDAT");
    int length = ByteBuffer.wrap(picture).getInt(at - 4);
    Arrays.fill(picture, at + 10, at + 4 + length, (byte) 0x55);
    CRC32 checksum = new CRC32();
    checksum.update(picture, at, 4 + length);
    ByteBuffer.wrap(picture).putInt(at + 4 + length, (int) checksum.getValue());
    Files.write(input.resolve("train/b/noise.png"), picture);
    Contents.Images decoded = new Contents.Original(Accepted.DECODED);
    int whole =
        preparation
            .prepare("image-folder", input, "whole", 1 << 24, ImagePreparation.ANY)
            .manifest()
            .rejected()
            .size();
    Manifest manifest =
        preparation
            .prepare("image-folder", input, "out", 1 << 24, ImagePreparation.ANY, decoded)
            .manifest();
    assertThat(manifest.rejected())
        .hasSize(whole + 1)
        .anyMatch(rejected -> rejected.path().equals("train/b/noise.png"));
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private Path odd() throws IOException {
    Path source = SharedData.require("imagenet-odd");
    Path input = folder.resolve("in");
    for (String name : List.of("train/a", "train/b", "test/a")) {
      Files.createDirectories(input.resolve(name));
    }
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".json")).toList()) {
        Files.copy(file, input.resolve("train/a").resolve(file.getFileName()));
      }
    }
    Path picture = source.resolve("n02110063_11239.JPEG");
    Files.copy(picture, input.resolve("test/a/x.jpg"));
    Files.copy(
        SharedData.require("imagenet-ants-bees").resolve("odd/imageNotFound.gif"),
        input.resolve("train/a/imageNotFound.gif"));
    Files.write(input.resolve("train/a/empty.jpg"), new byte[0]);
    byte[] bytes = Files.readAllBytes(picture);
    Files.write(input.resolve("train/b/cut.jpg"), Arrays.copyOf(bytes, bytes.length * 2 / 3));
    Files.writeString(input.resolve("train/b/text.png"), "text");
    Files.writeString(input.resolve("train/b/labels.csv"), "passed over");
    return input;
  }

  @Test
  void theBytesAreTheSameForOneAndTwoExecutorsAndAfterAnInterruption() throws IOException {
    Path input = odd();
    PrepareResult whole =
        preparation.prepare("image-folder", input, "two", 100_000, ImagePreparation.ANY);
    assertThat(whole.outcome()).isEqualTo(PrepareResult.Outcome.PREPARED);
    Map<String, byte[]> expected = preparation.bytes("two");
    assertThat(expected).hasSizeGreaterThan(5);
    spark.stop();
    spark = ImagePreparation.context("local[1]");
    try {
      new ImagePreparation(spark, folder)
          .prepare("image-folder", input, "one", 100_000, ImagePreparation.ANY);
      assertSame(preparation.bytes("one"), expected);
    } finally {
      spark.stop();
      spark = ImagePreparation.context("local[2]");
      prepareHere();
    }
    interrupt(whole, folder.resolve("two"));
    PrepareResult resumed =
        preparation.prepare("image-folder", input, "two", 100_000, ImagePreparation.ANY);
    assertThat(resumed.outcome()).isEqualTo(PrepareResult.Outcome.RESUMED);
    assertSame(preparation.bytes("two"), expected);
    assertThat(
            preparation
                .prepare("image-folder", input, "two", 100_000, ImagePreparation.ANY)
                .outcome())
        .isEqualTo(PrepareResult.Outcome.ALREADY_PREPARED);
  }

  /** No manifest and no outcomes but one, whose shard is half there. */
  private static void interrupt(PrepareResult whole, Path output) throws IOException {
    Files.delete(output.resolve(Manifest.FILE));
    Path work = Files.createDirectories(output.resolve(WorkFolder.NAME));
    Files.writeString(work.resolve("source"), whole.manifest().source());
    var shard = whole.manifest().split("train").shards().get(0);
    ImageShardOutcome outcome =
        new ImageShardOutcome(new ShardOutcome(List.of(shard), List.of()), 1, true);
    Files.writeString(work.resolve(shard.file() + ".outcome"), WorkFolder.toJson(outcome));
    byte[] bytes = Files.readAllBytes(output.resolve(shard.file()));
    Files.write(output.resolve(shard.file()), Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void assertSame(Map<String, byte[]> found, Map<String, byte[]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
  }
}
