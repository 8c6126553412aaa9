package io.cofire.data.shards;

import io.cofire.data.random.Key;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/** Prepared images small enough for any test: JPEGs of many sizes, red, green or blue. */
public final class TinyImageShards {

  private static final Contents.Images FILES = new Contents.Original(Contents.Accepted.WHOLE);

  private TinyImageShards() {}

  /** Writes the splits {@code train} and {@code test} into a new folder. */
  public static void write(Path directory, int train, int test) throws IOException {
    write(directory, train, test, image -> image);
  }

  /** The same, {@code train} in shards of these sizes. */
  public static void writeUneven(Path directory, int test, int... sizes) throws IOException {
    Files.createDirectories(directory);
    List<EncodedImage> images = images("train", Arrays.stream(sizes).sum());
    List<ShardInfo> train = new ArrayList<>();
    int next = 0;
    for (int size : sizes) {
      String name = "train-%05d".formatted(train.size());
      train.add(shard(directory, name, images.subList(next, next + size)));
      next += size;
    }
    commit(directory, train, List.of(shard(directory, "test-00000", images("test", test))));
  }

  /** The same with some other images. */
  public static void write(Path directory, int train, int test, UnaryOperator<EncodedImage> changed)
      throws IOException {
    Files.createDirectories(directory);
    List<EncodedImage> trained = images("train", train).stream().map(changed).toList();
    List<EncodedImage> tested = images("test", test).stream().map(changed).toList();
    commit(
        directory,
        List.of(shard(directory, "train-00000", trained)),
        List.of(shard(directory, "test-00000", tested)));
  }

  private static void commit(Path directory, List<ShardInfo> train, List<ShardInfo> test)
      throws IOException {
    Manifest manifest =
        Manifest.of(
            "tiny",
            "made by a test",
            FILES,
            List.of("red", "green", "blue"),
            List.of(new SplitInfo("train", train), new SplitInfo("test", test)),
            List.of());
    Files.write(directory.resolve(Manifest.FILE), ManifestJson.write(manifest));
  }

  private static ShardInfo shard(Path directory, String name, List<EncodedImage> images)
      throws IOException {
    try (ImageShardWriter writer = new ImageShardWriter(FILES)) {
      for (EncodedImage image : images) {
        writer.add(image);
      }
      ShardWriter.Finished made = writer.finish(name + ".parquet");
      Files.write(directory.resolve(made.info().file()), made.content());
      return made.info();
    }
  }

  private static List<EncodedImage> images(String split, int count) throws IOException {
    List<EncodedImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = Key.of(9).child(split).child(i).random();
      images.add(new EncodedImage(split + "/" + i + ".jpg", i % 3, jpeg(i % 3, random)));
    }
    return images;
  }

  private static byte[] jpeg(int label, SplittableRandom random) throws IOException {
    int width = 20 + random.nextInt(60);
    int height = 20 + random.nextInt(60);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int noise = random.nextInt(1 << 18) & 0x3F3F3F;
        image.setRGB(x, y, noise + (0xA0 << (16 - 8 * label)));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }
}
