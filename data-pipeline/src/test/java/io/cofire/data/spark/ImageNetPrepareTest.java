package io.cofire.data.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.ImageNetTars;
import io.cofire.data.datasets.DatasetException;
import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.files.Hashes;
import io.cofire.data.files.PassedOver;
import io.cofire.data.shards.EncodedImage;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.ShardCache;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.SplitInfo;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ImageNet and Tiny-ImageNet as published, in small. */
class ImageNetPrepareTest {

  private static final LayoutOptions ANY =
      LayoutOptions.standard().withCounts(LayoutOptions.Counts.ANY);
  private static final ImageNetTars TARS = new ImageNetTars(5, 40, 30);
  private static final long SHARD_BYTES = 20_000;

  @TempDir Path folder;
  private JavaSparkContext spark;

  @BeforeEach
  void start() {
    spark = new JavaSparkContext(LocalSpark.conf("local[2]"));
    CountedFileSystem.register(spark.hadoopConfiguration());
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  @Test
  void tarsOfTarsAreReadWithTheLabelsOfSortedSynsets() throws IOException {
    TARS.write(folder.resolve("in"));
    assertThatThrownBy(() -> prepare("imagenet", "out", LayoutOptions.standard()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("5 classes (expected 1000); fetch what is missing");
    CountedFileSystem.takeOpened();
    Manifest manifest = prepare("imagenet", "out", ANY).manifest();
    assertThat(CountedFileSystem.takeOpened())
        .containsEntry("ILSVRC2012_img_train.tar", 1 + 5) // the index, and once for each synset
        .containsEntry("ILSVRC2012_img_val.tar", 1);
    assertThat(manifest.classes()).isEqualTo(TARS.classes());
    assertThat(manifest.rejected()).isEmpty();
    assertThat(manifest.split("train").shards()).hasSizeGreaterThan(10);
    List<EncodedImage> trained = images("out", "train");
    assertThat(trained).hasSize(200);
    for (int i = 0; i < 200; i++) {
      String synset = ImageNetTars.synset(i / 40);
      assertThat(trained.get(i).name())
          .isEqualTo("train/%s/%s_%d.JPEG".formatted(synset, synset, i % 40));
      assertThat(trained.get(i).label()).isEqualTo(i / 40);
      assertThat(trained.get(i).bytes()).isEqualTo(ImageNetTars.jpeg(i));
    }
    List<EncodedImage> scored = images("out", "test");
    assertThat(scored).hasSize(30);
    for (int i = 0; i < 30; i++) {
      assertThat(scored.get(i).name()).isEqualTo("val/ILSVRC2012_val_%08d.JPEG".formatted(i + 1));
      assertThat(scored.get(i).label()).isEqualTo(TARS.scoredLabel(i));
      assertThat(scored.get(i).bytes()).isEqualTo(ImageNetTars.jpeg(-1 - i));
    }
  }

  @Test
  void unpackedFoldersSynsetTarsAndKitGiveTheSameImages() throws IOException {
    TARS.write(folder.resolve("in"));
    prepare("imagenet", "out", ANY);
    Path tars = Files.createDirectories(folder.resolve("tars/train"));
    unpack(folder.resolve("in/ILSVRC2012_img_train.tar"), tars, name -> name);
    Files.move(
        folder.resolve("in/ILSVRC2012_img_val.tar"), folder.resolve("tars/ILSVRC2012_img_val.tar"));
    try (InputStream kit =
        new GZIPInputStream(
            Files.newInputStream(folder.resolve("in/ILSVRC2012_devkit_t12.tar.gz")))) {
      unpack(kit, folder.resolve("tars"), name -> name);
    }
    prepare("imagenet", "tars", "out-tars", ANY);
    assertSameImages("out-tars", "out", "train");
    assertSameImages("out-tars", "out", "test");

    for (int label = 0; label < 5; label++) {
      String synset = ImageNetTars.synset(label);
      unpack(tars.resolve(synset + ".tar"), folder.resolve("folders/train/" + synset), n -> n);
    }
    Map<String, String> synsets =
        IntStream.range(0, 30)
            .boxed()
            .collect(
                Collectors.toMap(
                    i -> "ILSVRC2012_val_%08d.JPEG".formatted(i + 1),
                    i -> ImageNetTars.synset(TARS.scoredLabel(i))));
    unpack(
        folder.resolve("tars/ILSVRC2012_img_val.tar"),
        folder.resolve("folders/val"),
        name -> synsets.get(name) + "/" + name);
    Manifest manifest = prepare("imagenet", "folders", "out-folders", ANY).manifest();
    assertThat(manifest.classes().get(1)).isEqualTo(ImageNetTars.synset(1)); // no kit, no words
    assertSameImages("out-folders", "out", "train");
    assertSameImages("out-folders", "out", "test");
  }

  /** Whatever their order: folders list files by their names' letters, tars as they were packed. */
  private void assertSameImages(String found, String expected, String split) {
    assertThat(byFile(images(found, split))).isEqualTo(byFile(images(expected, split)));
  }

  private static Map<String, String> byFile(List<EncodedImage> images) {
    Map<String, String> byFile = new TreeMap<>();
    for (EncodedImage image : images) {
      String file = image.name().substring(image.name().lastIndexOf('/') + 1);
      byFile.put(file, image.label() + " " + Hashes.sha256(image.bytes()));
    }
    assertThat(byFile).hasSameSizeAs(images);
    return byFile;
  }

  /** What a kill leaves: the first shards of each synset's tar, one of them half-written. */
  @Test
  void anInterruptedTarGoesOnInItsMidstToTheSameBytes() throws IOException {
    TARS.write(folder.resolve("in"));
    Manifest whole = prepare("imagenet", "out", ANY).manifest();
    Map<String, String> expected = bytes("out");
    Path output = folder.resolve("out");
    Files.delete(output.resolve(Manifest.FILE));
    Path work = Files.createDirectories(output.resolve(WorkFolder.NAME));
    Files.writeString(work.resolve("source"), whole.source());
    long position = 512; // of the first synset's tar
    for (SplitInfo split : whole.splits()) {
      for (ShardInfo shard : split.shards()) {
        if (shard.file().equals("train-00000-00000.parquet")) {
          for (int i = 0; i < shard.samples(); i++) {
            position += 512L + (ImageNetTars.jpeg(i).length + 511L) / 512 * 512;
          }
          ImageShardOutcome outcome =
              new ImageShardOutcome(new ShardOutcome(List.of(shard), List.of()), position, false);
          Files.writeString(work.resolve(shard.file() + ".outcome"), WorkFolder.toJson(outcome));
        } else if (shard.file().endsWith("1.parquet")) {
          byte[] bytes = Files.readAllBytes(output.resolve(shard.file()));
          Files.write(output.resolve(shard.file()), Arrays.copyOf(bytes, bytes.length / 2));
        } else {
          Files.delete(output.resolve(shard.file()));
        }
      }
    }
    FileTime kept = Files.getLastModifiedTime(output.resolve("train-00000-00000.parquet"));
    assertThat(prepare("imagenet", "out", ANY).outcome()).isEqualTo(PrepareResult.Outcome.RESUMED);
    assertThat(Files.getLastModifiedTime(output.resolve("train-00000-00000.parquet")))
        .isEqualTo(kept);
    assertThat(bytes("out")).isEqualTo(expected);
  }

  @Test
  void aDamagedTarLosesItsRestAndACutOneIsRefused() throws IOException {
    TARS.write(folder.resolve("in"));
    Path tar = folder.resolve("in/ILSVRC2012_img_train.tar");
    long second = 512 + innerBytes(tar) + 512; // behind the first synset's tar and the header
    try (RandomAccessFile file = new RandomAccessFile(tar.toFile(), "rw")) {
      for (int image = 0; image < 3; image++) {
        file.seek(second + 124);
        second += 512 + (Long.parseLong(octal(file), 8) + 511) / 512 * 512;
      }
      file.seek(second + 124);
      file.write("garbage".getBytes(StandardCharsets.US_ASCII));
    }
    Manifest manifest = prepare("imagenet", "out", ANY).manifest();
    assertThat(manifest.split("train").samples()).isEqualTo(200 - 37);
    Rejected lost = manifest.rejected().get(0);
    assertThat(manifest.rejected()).hasSize(1);
    assertThat(lost.path()).isEqualTo("train/" + ImageNetTars.synset(1) + "/*");
    assertThat(lost.reason())
        .startsWith(
            "the rest of the archive ILSVRC2012_img_train.tar is lost from byte %d on: "
                .formatted(second + 512));

    long length = Files.size(tar);
    try (RandomAccessFile file = new RandomAccessFile(tar.toFile(), "rw")) {
      file.setLength(length / 2);
    }
    assertThatThrownBy(() -> prepare("imagenet", "cut", ANY))
        .isInstanceOf(DatasetException.class)
        .hasMessageMatching(
            "Cannot read archive ILSVRC2012_img_train.tar of %d bytes: n[0-9]{8}.tar should end at byte [0-9]+; fetch it again"
                .formatted(length / 2));
  }

  private static String octal(RandomAccessFile file) throws IOException {
    byte[] digits = new byte[11];
    file.readFully(digits);
    return new String(digits, StandardCharsets.US_ASCII);
  }

  private static long innerBytes(Path tar) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(tar.toFile(), "r")) {
      file.seek(124);
      return (Long.parseLong(octal(file), 8) + 511) / 512 * 512;
    }
  }

  @Test
  void aKitThatIsNoneIsOneClearError() throws IOException {
    TARS.write(folder.resolve("in"));
    Path kit = folder.resolve("in/ILSVRC2012_devkit_t12.tar.gz");
    Files.writeString(kit, "not found");
    assertThatThrownBy(() -> prepare("imagenet", "out", ANY))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Cannot read ImageNet's development kit ILSVRC2012_devkit_t12.tar.gz: Not in GZIP format; fetch ILSVRC2012_devkit_t12.tar.gz again");
    Files.delete(kit);
    assertThatThrownBy(() -> prepare("imagenet", "out", ANY))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(
            "no images for split test (expected ILSVRC2012_devkit_t12.tar.gz with ILSVRC2012_img_val.tar,");
  }

  @Test
  void tinyImageNetHasItsAnnotationsAndWords() throws IOException {
    Path input = Files.createDirectories(folder.resolve("in/tiny-imagenet-200"));
    for (int i = 0; i < 6; i++) {
      String synset = ImageNetTars.synset(i % 2);
      Path file = input.resolve("train/%s/images/%s_%d.JPEG".formatted(synset, synset, i));
      Files.createDirectories(file.getParent());
      Files.write(file, ImageNetTars.jpeg(i));
      Files.writeString(file.getParent().resolveSibling(synset + "_boxes.txt"), "boxes");
    }
    Files.createDirectories(input.resolve("val/images"));
    Files.createDirectories(input.resolve("test/images"));
    Files.write(input.resolve("val/images/val_0.JPEG"), ImageNetTars.jpeg(10));
    Files.write(input.resolve("val/images/val_1.JPEG"), ImageNetTars.jpeg(11));
    Files.write(input.resolve("test/images/test_0.JPEG"), ImageNetTars.jpeg(12));
    Path annotations = input.resolve("val/val_annotations.txt");
    Files.writeString(
        annotations,
        "val_0.JPEG\t%s\t0\t0\t9\t9\nval_1.JPEG\t%s\t0\t0\t9\t9\n"
            .formatted(ImageNetTars.synset(1), ImageNetTars.synset(0)));
    Files.writeString(
        input.resolve("words.txt"),
        "n00001740\tentity\n" + ImageNetTars.synset(1) + "\tgoldfish\n");
    Manifest manifest = prepare("tiny-imagenet", "out", ANY).manifest();
    assertThat(manifest.classes())
        .containsExactly(ImageNetTars.synset(0), ImageNetTars.synset(1) + " goldfish");
    assertThat(manifest.split("train").labels()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(manifest.split("test").labels()).containsExactly(1, 0);
    assertThat(images("out", "test").get(1).bytes()).isEqualTo(ImageNetTars.jpeg(11));

    Files.move(input.resolve("train"), folder.resolve("train"));
    Manifest scored = prepare("tiny-imagenet", "val", ANY.withSplit("all:test")).manifest();
    assertThat(scored.classes()).isEqualTo(manifest.classes());
    assertThat(scored.splits()).extracting(SplitInfo::name).containsExactly("test");
    assertThat(scored.split("test").labels()).containsExactly(1, 0);
    assertThatThrownBy(() -> prepare("tiny-imagenet", "none", ANY))
        .hasMessageContaining("no images for split train");
    Files.move(folder.resolve("train"), input.resolve("train"));

    Files.writeString(
        annotations,
        Files.readString(annotations) + "val_9.JPEG\t" + ImageNetTars.synset(1) + "\n");
    assertThat(prepare("tiny-imagenet", "lost", ANY).passedOver())
        .contains(new PassedOver("val/images/val_9.JPEG", PassedOver.Reason.MISSING));
    Files.writeString(annotations, "val_0.JPEG\tn99999999\t0\t0\t9\t9\n");
    assertThatThrownBy(() -> prepare("tiny-imagenet", "other", ANY))
        .isInstanceOf(DatasetException.class)
        .hasMessageEndingWith(
            "val/val_annotations.txt has no class for tiny-imagenet-200/val/images/val_0.JPEG (found n99999999); fetch the data set again");
  }

  private PrepareResult prepare(String dataset, String output, LayoutOptions options) {
    return prepare(dataset, "in", output, options);
  }

  private PrepareResult prepare(
      String dataset, String input, String output, LayoutOptions options) {
    PrepareConfig config =
        new PrepareConfig(
            dataset,
            folder.resolve(input).toString(),
            folder.resolve(output).toString(),
            SHARD_BYTES,
            PrepareConfig.Rejections.LIST,
            options);
    return PrepareJob.run(spark, config, (recordings, total, events, rejected) -> {});
  }

  private List<EncodedImage> images(String output, String split) {
    var path = new org.apache.hadoop.fs.Path(folder.resolve(output).toString());
    ShardCache cache =
        new ShardCache(ShardSet.open(spark.hadoopConfiguration(), path), split, 1 << 24);
    return IntStream.range(0, cache.size()).mapToObj(cache::image).toList();
  }

  private Map<String, String> bytes(String output) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> inside = Files.walk(folder.resolve(output))) {
      for (Path file : inside.filter(Files::isRegularFile).toList()) {
        String name = folder.resolve(output).relativize(file).toString();
        bytes.put(name, Hashes.sha256(Files.readAllBytes(file)));
      }
    }
    return bytes;
  }

  private static void unpack(Path tar, Path to, Function<String, String> rename)
      throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
      unpack(in, to, rename);
    }
  }

  private static void unpack(InputStream in, Path to, Function<String, String> rename)
      throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    TarArchiveEntry entry;
    while ((entry = tar.getNextTarEntry()) != null) {
      Path file = to.resolve(rename.apply(entry.getName()));
      Files.createDirectories(file.getParent());
      Files.write(file, tar.readAllBytes());
    }
  }
}
