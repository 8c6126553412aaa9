package io.cofire.data.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Prepared;
import io.cofire.data.files.Hashes;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Contents.Accepted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageShardsTest {

  private static final Contents.Images FILES = new Contents.Original(Accepted.WHOLE);
  private static final Contents.Images PIXELS = new Contents.Raw(3, 32, 32);

  @TempDir Path folder;

  @Test
  void imagesComeBackAsTheyWentInWhateverTheirLengths() throws IOException {
    for (Contents.Images contents : List.of(FILES, PIXELS)) {
      List<EncodedImage> images = images(300);
      ShardWriter.Finished made = shard(contents, "train-00000-00000.parquet", images);
      Shard shard = ShardReader.read(made.content(), "memory");
      assertThat(shard.size()).isEqualTo(images.size());
      for (int i = 0; i < images.size(); i++) {
        assertThat(shard.image(i).name()).isEqualTo(images.get(i).name());
        assertThat(shard.image(i).label()).isEqualTo(images.get(i).label());
        assertThat(shard.image(i).bytes()).isEqualTo(images.get(i).bytes());
      }
      assertThat(made.info().labels()).isEqualTo(images.stream().map(EncodedImage::label).toList());
      assertThat(shard(contents, "train-00000-00000.parquet", images).content())
          .isEqualTo(made.content());
    }
  }

  /** So that other programs can find them, and nothing is gained by packing what is packed. */
  @Test
  void filesLieInAShardByteForByte() throws IOException {
    List<EncodedImage> images = images(20);
    String shard = latin(shard(FILES, "a", images).content());
    assertThat(images).allSatisfy(image -> assertThat(shard).contains(latin(image.bytes())));
  }

  @Test
  void theCacheFindsEveryImageWhateverItMayKeep() throws IOException {
    List<EncodedImage> images = images(40);
    write(images);
    for (long limit : new long[] {0, 30_000, 1 << 24}) {
      ShardCache cache = new ShardCache(open(), "train", limit);
      assertThat(cache.size()).isEqualTo(40);
      for (int i : new int[] {39, 0, 24, 25, 1, 38, 0}) {
        assertThat(cache.image(i).name()).isEqualTo(images.get(i).name());
        assertThat(cache.image(i).bytes()).isEqualTo(images.get(i).bytes());
        assertThat(cache.label(i)).isEqualTo(images.get(i).label());
      }
    }
  }

  /** A split that does not fit into memory is read image by image, each page with its checksum. */
  @Test
  void aDamagedPageIsToldAndTheOthersAreRead() throws IOException {
    List<EncodedImage> images = images(40);
    write(images);
    Path file = folder.resolve("train-00001.parquet");
    byte[] bytes = Files.readAllBytes(file);
    int at = latin(bytes).indexOf(latin(images.get(7).bytes())); // larger than a page
    bytes[at + 10_000] ^= 1;
    Files.write(file, bytes);
    ShardCache cache = new ShardCache(open(), "train", 1000);
    assertThat(cache.image(30).bytes()).isEqualTo(images.get(30).bytes());
    assertThatThrownBy(() -> cache.image(7))
        .isInstanceOf(ShardException.class)
        .hasMessageMatching(
            "Cannot read shard .*train-00001.parquet: the page at byte [0-9]+ fails its checksum; the file was damaged after it was prepared: prepare the data set again");
    Files.delete(file);
    assertThatThrownBy(() -> new ShardCache(open(), "train", 1000).image(7))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("the manifest names it but it is missing");
  }

  @Test
  void imagesAreNoRecordingsAndRecordingsNoImages() throws IOException {
    write(images(4));
    assertThatThrownBy(() -> new ShardCache(open(), "train", 0).events(0))
        .isInstanceOf(ShardException.class)
        .hasMessage("Cannot read sample train/0.jpg as events: it is an image");
    assertThatThrownBy(() -> open().manifest().sensor())
        .isInstanceOf(ShardException.class)
        .hasMessage("Cannot use the prepared set of mine as recordings: it holds images");
    Files.delete(folder.resolve(Manifest.FILE));
    Prepared.write(folder, 2);
    assertThatThrownBy(() -> new ShardCache(open(), "train", 0).image(1))
        .isInstanceOf(ShardException.class)
        .hasMessage("Cannot read sample s1 as an image: it is a recording of events");
    assertThatThrownBy(() -> open().manifest().images())
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "Cannot use the prepared set of nmnist as images: it holds recordings of events");
  }

  /** The manifest as SHARD_FORMAT.md has it: what the hash covers must never change unnoticed. */
  @Test
  void theManifestSaysWhatTheImagesAre() throws IOException {
    ShardInfo shard = new ShardInfo("train-00000-00000.parquet", 2, 0, 321, "ab", List.of(0, 1));
    Manifest manifest =
        Manifest.of(
            "mine",
            "cd",
            new Contents.Reencoded(Accepted.LENIENT, 480, 95),
            List.of("cat", "dog"),
            List.of(new SplitInfo("train", List.of(shard))),
            List.of(new Rejected("train", "cat/1.gif", "it is a GIF, not a JPEG, PNG or BMP")));
    String json = new String(ManifestJson.write(manifest), StandardCharsets.UTF_8);
    assertThat(json)
        .isEqualTo(
            """
            {
              "format" : "cofire-shards",
              "version" : 2,
              "dataset" : "mine",
              "source" : "cd",
              "images" : {
                "kind" : "reencoded",
                "accepted" : "lenient",
                "shortSide" : 480,
                "quality" : 95
              },
              "classes" : [ "cat", "dog" ],
              "splits" : [ {
                "name" : "train",
                "shards" : [ {
                  "file" : "train-00000-00000.parquet",
                  "samples" : 2,
                  "events" : 0,
                  "bytes" : 321,
                  "sha256" : "ab",
                  "labels" : [ 0, 1 ]
                } ]
              } ],
              "rejected" : [ {
                "split" : "train",
                "path" : "cat/1.gif",
                "reason" : "it is a GIF, not a JPEG, PNG or BMP"
              } ],
              "sha256" : "%s"
            }
            """
                .formatted(manifest.sha256()));
    String compact =
        "{'format':'cofire-shards','version':2,'dataset':'mine','source':'cd',"
            + "'images':{'kind':'reencoded','accepted':'lenient','shortSide':480,'quality':95},"
            + "'classes':['cat','dog'],'splits':[{'name':'train','shards':["
            + "{'file':'train-00000-00000.parquet','samples':2,'events':0,'bytes':321,"
            + "'sha256':'ab','labels':[0,1]}]}],'rejected':[{'split':'train','path':'cat/1.gif',"
            + "'reason':'it is a GIF, not a JPEG, PNG or BMP'}],'sha256':''}";
    assertThat(manifest.sha256())
        .isEqualTo(Hashes.sha256(compact.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    for (Contents.Images contents : List.of(FILES, PIXELS, manifest.images())) {
      Manifest of =
          Manifest.of("mine", "cd", contents, List.of("cat"), manifest.splits(), List.of());
      assertThat(ManifestJson.read(ManifestJson.write(of), "memory")).isEqualTo(of);
    }
  }

  private void write(List<EncodedImage> images) throws IOException {
    List<ShardInfo> shards = new ArrayList<>();
    for (List<EncodedImage> part :
        List.of(images.subList(0, 1), images.subList(1, images.size()))) {
      ShardWriter.Finished made = shard(FILES, "train-0000" + shards.size() + ".parquet", part);
      Files.write(folder.resolve(made.info().file()), made.content());
      shards.add(made.info());
    }
    Manifest manifest =
        Manifest.of(
            "mine",
            "test",
            FILES,
            List.of("a", "b", "c"),
            List.of(new SplitInfo("train", shards)),
            List.of());
    Files.write(folder.resolve(Manifest.FILE), ManifestJson.write(manifest));
  }

  private ShardSet open() {
    return ShardSet.open(
        new Configuration(false), new org.apache.hadoop.fs.Path(folder.toString()));
  }

  private static ShardWriter.Finished shard(
      Contents.Images contents, String file, List<EncodedImage> images) throws IOException {
    try (ImageShardWriter writer = new ImageShardWriter(contents)) {
      for (EncodedImage image : images) {
        writer.add(image);
      }
      return writer.finish(file);
    }
  }

  /** Tiny ones that share a page, and others that are larger than one. */
  private static List<EncodedImage> images(int count) {
    SplittableRandom random = Key.of(8).child("images").random();
    List<EncodedImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[i % 7 == 0 ? 20_000 + i : 1 + random.nextInt(3000)];
      random.nextBytes(bytes);
      images.add(new EncodedImage("train/%d.jpg".formatted(i), i % 3, bytes));
    }
    return images;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
