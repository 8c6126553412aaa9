package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.SharedData;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Contents.Accepted;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.ShardCache;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.SplitInfo;
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
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real images through the prepare job. */
@Timeout(120)
class ImagePrepareTest {

  private static final LayoutOptions ANY =
      LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);

  private static JavaSparkContext spark;

  @TempDir Path folder;

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

  @Test
  void aFolderPerClassKeepsEveryByteAndSortsItsClasses() throws IOException {
    Path input = SharedData.require("imagenet-ants-bees");
    Manifest manifest = prepare("image-folder", input, "out", 200_000, ANY).manifest();
    assertThat(manifest.classes()).containsExactly("ants", "bees");
    assertThat(manifest.images()).isEqualTo(new Contents.Original(Accepted.WHOLE));
    assertThat(manifest.splits()).extracting(SplitInfo::name).containsExactly("train", "test");
    assertThat(manifest.split("train").samples()).isEqualTo(101);
    assertThat(manifest.split("train").shards()).hasSizeGreaterThan(10);
    assertThat(manifest.split("test").samples()).isEqualTo(16);
    assertThat(manifest.rejected()).isEmpty();
    for (EncodedImage image : images("out", "train")) {
      assertThat(image.bytes()).isEqualTo(Files.readAllBytes(input.resolve(image.name())));
      assertThat(image.name()).startsWith("train/" + manifest.classes().get(image.label()) + "/");
    }
  }

  @Test
  void foldsTakeTheImagesOfAllSplits() {
    Path input = SharedData.require("imagenet-ants-bees");
    Manifest manifest =
        prepare("image-folder", input, "out", 1 << 24, ANY.withSplit("folds:5")).manifest();
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
        prepare("image-folder", input, "out", 1 << 24, ANY.withSplit("below:110")).manifest();
    assertThat(manifest.classes()).hasSize(10).isSorted();
    assertThat(manifest.split("train").samples()).isEqualTo(1100);
    assertThat(manifest.split("test").samples()).isEqualTo(300);
    assertThat(images("out", "test"))
        .allMatch(image -> image.name().matches("n\\d{8}/n\\d{8}_1[123]\\d\\.JPEG"));
  }

  @Test
  void cifarIsStoredAsItsPixels() throws IOException {
    Path input = SharedData.require("cifar10-subset");
    assertThatThrownBy(() -> prepare("cifar10", input, "out", 1 << 24, ANY))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Cannot index data set cifar10 in file:%s: no images for split test (expected data_batch_*.bin and test_batch*.bin, found none among 8 files); check the folder, or divide what is there with --split"
                .formatted(input));
    LayoutOptions options = ANY.withSplit("below:1600");
    Contents.Images lenient = new Contents.Original(Accepted.LENIENT);
    assertThatThrownBy(() -> prepare("cifar10", input, "out", 1 << 24, options, lenient))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("its images are pixels, not files; leave --lenient, --decode");
    Manifest manifest = prepare("cifar10", input, "out", 1_000_000, options).manifest();
    assertThat(manifest.images()).isEqualTo(new Contents.Raw(3, 32, 32));
    assertThat(manifest.classes()).startsWith("airplane", "automobile").hasSize(10);
    byte[] file = Files.readAllBytes(input.resolve("data_batch_first_2000.bin"));
    List<EncodedImage> all = new ArrayList<>(images("out", "train"));
    assertThat(all).hasSize(1600);
    all.addAll(images("out", "test"));
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
    assertThatThrownBy(() -> prepare("mnist", input, "out", 1 << 24, LayoutOptions.standard()))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Cannot index data set mnist in file:%s: 5000 images in split train (expected 60000); fetch what is missing, or take a part of it with --subset"
                .formatted(input));
    Manifest manifest = prepare("mnist", input, "out", 1 << 24, ANY).manifest();
    assertThat(manifest.images()).isEqualTo(new Contents.Raw(1, 28, 28));
    assertThat(manifest.split("train").samples()).isEqualTo(5000);
    assertThat(manifest.split("test").samples()).isEqualTo(10_000);
    assertThat(Arrays.copyOf(manifest.split("test").labels(), 8))
        .containsExactly(7, 2, 1, 0, 4, 1, 4, 9);
    assertThat(manifest.split("train").bytes()).isLessThan(5000L * 784 / 2);
    byte[] seven = images("out", "test").get(0).bytes();
    assertThat(IntStream.range(0, 784).filter(i -> seven[i] != 0).count()).isBetween(90L, 150L);
  }

  @Test
  void whatIsNoWholePictureIsRejectedByNameOrKeptLeniently() throws IOException {
    Path input = odd();
    Manifest manifest = prepare("image-folder", input, "out", 1 << 24, ANY).manifest();
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
    Manifest kept = prepare("image-folder", input, "kept", 1 << 24, ANY, lenient).manifest();
    assertThat(kept.rejected()).isEqualTo(foreign);
    assertThat(kept.images()).isEqualTo(lenient);
    assertThat(kept.source()).isNotEqualTo(manifest.source());
    assertThat(kept.split("train").samples()).isEqualTo(10);
  }

  @Test
  void largePicturesAreMadeSmallerAndSmallOnesKept() throws IOException {
    Path input = odd();
    Contents.Images smaller = new Contents.Reencoded(Accepted.WHOLE, 200, 90);
    Manifest manifest = prepare("image-folder", input, "out", 1 << 24, ANY, smaller).manifest();
    assertThat(manifest.images()).isEqualTo(smaller);
    for (EncodedImage image : images("out", "train")) {
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
    assertThat(images("out", "train")).anyMatch(i -> i.name().endsWith(".bmp"));
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
    int whole = prepare("image-folder", input, "whole", 1 << 24, ANY).manifest().rejected().size();
    Manifest manifest = prepare("image-folder", input, "out", 1 << 24, ANY, decoded).manifest();
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
    PrepareResult whole = prepare("image-folder", input, "two", 100_000, ANY);
    assertThat(whole.outcome()).isEqualTo(PrepareResult.Outcome.PREPARED);
    Map<String, byte[]> expected = bytes("two");
    assertThat(expected).hasSizeGreaterThan(5);
    spark.stop();
    spark = context("local[1]");
    try {
      prepare("image-folder", input, "one", 100_000, ANY);
      assertSame(bytes("one"), expected);
    } finally {
      spark.stop();
      spark = context("local[2]");
    }
    interrupt(whole, folder.resolve("two"));
    PrepareResult resumed = prepare("image-folder", input, "two", 100_000, ANY);
    assertThat(resumed.outcome()).isEqualTo(PrepareResult.Outcome.RESUMED);
    assertSame(bytes("two"), expected);
    assertThat(prepare("image-folder", input, "two", 100_000, ANY).outcome())
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

  private PrepareResult prepare(
      String dataset, Path input, String output, long shardBytes, LayoutOptions options) {
    Contents.Images whole = new Contents.Original(Accepted.WHOLE);
    return prepare(dataset, input, output, shardBytes, options, whole);
  }

  private PrepareResult prepare(
      String dataset,
      Path input,
      String output,
      long shardBytes,
      LayoutOptions options,
      Contents.Images images) {
    PrepareConfig config =
        new PrepareConfig(
            dataset,
            input.toString(),
            folder.resolve(output).toString(),
            shardBytes,
            PrepareConfig.Rejections.LIST,
            options,
            images);
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {});
  }

  private List<EncodedImage> images(String output, String split) {
    var path = new org.apache.hadoop.fs.Path(folder.resolve(output).toString());
    ShardCache cache =
        new ShardCache(ShardSet.open(spark.hadoopConfiguration(), path), split, 1 << 24);
    return IntStream.range(0, cache.size()).mapToObj(cache::image).toList();
  }

  private Map<String, byte[]> bytes(String output) throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> inside = Files.walk(folder.resolve(output))) {
      for (Path file : inside.filter(Files::isRegularFile).toList()) {
        bytes.put(folder.resolve(output).relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }
}
