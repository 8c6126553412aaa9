package io.cofire.data.shards;

import io.cofire.data.random.Key;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A prepared set of JPEGs as large as photographs, of any number, made quickly. */
public final class GeneratedImageShards {

  /** Length of a shard's images, as {@code cofire prepare} makes them; less in a small set. */
  private static final long MOST_SHARD_BYTES = 16L << 20;

  private static final int FEWEST_SHARDS = 40;

  private static final int CLASSES = 10;
  private static final int DISTINCT = 100;
  private static final Contents.Images FILES = new Contents.Original(Contents.Accepted.WHOLE);

  private GeneratedImageShards() {}

  /**
   * Writes the split {@code train}, and {@code some}, its first shards up to a length.
   *
   * @param images how many; some hundred different ones, again and again
   * @param share of the images that {@code some} has
   */
  public static Manifest write(Path directory, int images, double share) throws IOException {
    Files.createDirectories(directory);
    List<byte[]> distinct = new ArrayList<>();
    for (int i = 0; i < Math.min(images, DISTINCT); i++) {
      distinct.add(photograph(Key.of(11).child(i).random()));
    }
    List<ShardInfo> shards = new ArrayList<>();
    long all = distinct.stream().mapToLong(file -> file.length).sum() / distinct.size() * images;
    long length = Math.min(MOST_SHARD_BYTES, all / FEWEST_SHARDS);
    for (int next = 0; next < images; ) {
      next += shard(directory, shards, length, next, images, distinct);
    }
    int some = Math.max(1, (int) (shards.size() * share));
    List<SplitInfo> splits =
        List.of(new SplitInfo("train", shards), new SplitInfo("some", shards.subList(0, some)));
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(i -> "class-" + i).toList();
    Manifest manifest =
        Manifest.of("generated", "made by a benchmark", FILES, classes, splits, List.of());
    Files.write(directory.resolve(Manifest.FILE), ManifestJson.write(manifest));
    return manifest;
  }

  private static int shard(
      Path directory,
      List<ShardInfo> shards,
      long length,
      int first,
      int images,
      List<byte[]> distinct)
      throws IOException {
    try (ImageShardWriter writer = new ImageShardWriter(FILES)) {
      int count = 0;
      for (long bytes = 0; bytes < length && first + count < images; count++) {
        int image = first + count;
        byte[] file = distinct.get(image % distinct.size());
        writer.add(new EncodedImage("train/%07d.jpg".formatted(image), image % CLASSES, file));
        bytes += file.length;
      }
      ShardWriter.Finished made = writer.finish("train-%05d.parquet".formatted(shards.size()));
      Files.write(directory.resolve(made.info().file()), made.content());
      shards.add(made.info());
      return count;
    }
  }

  /** About 100 kB of 500 x 375 pixels, as ImageNet's median. */
  private static byte[] photograph(SplittableRandom random) throws IOException {
    BufferedImage image = new BufferedImage(500, 375, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int shade = (x * 3 + y * 5) / 16 & 0x7F;
        int noise = random.nextInt() & 0x7F7F7F;
        image.setRGB(x, y, shade * 0x010101 + noise);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }
}
