package io.cofire.data.spark;

import io.cofire.data.datasets.LayoutOptions;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.imagefiles.ImageLayouts;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.shards.Contents;
import java.util.Locale;
import java.util.Optional;

/**
 * What to prepare.
 *
 * @param dataset layout of the input, such as {@code nmnist}
 * @param input the data set's folder, a path of any Hadoop file system
 * @param output where the shards go; new, empty, or an earlier run's
 * @param shardInputBytes a shard is closed when its recordings reach this length; it is made in
 *     memory
 * @param rejections what a recording that cannot be read means
 * @param layout what the layout leaves to its user
 * @param images what becomes of images that are files
 * @param decoding how recordings are read where it is not as their layout says
 * @param shuffle mixes the samples of each split over its shards, where there is a seed
 */
public record PrepareConfig(
    String dataset,
    String input,
    String output,
    long shardInputBytes,
    Rejections rejections,
    LayoutOptions layout,
    Contents.Images images,
    DecodeWords decoding,
    Optional<Long> shuffle) {

  /** Length of a shard's recordings unless chosen otherwise: 4 MiB. */
  public static final long DEFAULT_SHARD_INPUT_BYTES = 4L << 20;

  /** Length of a shard's images unless chosen otherwise: 16 MiB. */
  public static final long DEFAULT_IMAGE_SHARD_INPUT_BYTES = 16L << 20;

  /** Image files as they are, if they are whole: what is done unless chosen otherwise. */
  public static final Contents.Images WHOLE_FILES = new Contents.Original(Contents.Accepted.WHOLE);

  private static final long MOST_SHARD_INPUT_BYTES = 1L << 30;

  /** What a recording that cannot be read means. */
  public enum Rejections {
    /** It is listed in the manifest and left out. */
    LIST,
    /** The job does the rest, then fails and names it. */
    FAIL
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the length is not in 1..2^30
   */
  public PrepareConfig {
    if (shardInputBytes < 1 || shardInputBytes > MOST_SHARD_INPUT_BYTES) {
      throw new InvalidValue(
          "shardInputBytes",
          shardInputBytes,
          String.format(Locale.ROOT, "must be in 1..%d", MOST_SHARD_INPUT_BYTES));
    }
  }

  /** With samples in the order of their files. */
  public PrepareConfig(
      String dataset,
      String input,
      String output,
      long shardInputBytes,
      Rejections rejections,
      LayoutOptions layout,
      Contents.Images images,
      DecodeWords decoding) {
    this(
        dataset,
        input,
        output,
        shardInputBytes,
        rejections,
        layout,
        images,
        decoding,
        Optional.empty());
  }

  /** With recordings as their layout says. */
  public PrepareConfig(
      String dataset,
      String input,
      String output,
      long shardInputBytes,
      Rejections rejections,
      LayoutOptions layout,
      Contents.Images images) {
    this(dataset, input, output, shardInputBytes, rejections, layout, images, DecodeWords.NONE);
  }

  /** With image files as they are, if they are whole. */
  public PrepareConfig(
      String dataset,
      String input,
      String output,
      long shardInputBytes,
      Rejections rejections,
      LayoutOptions layout) {
    this(dataset, input, output, shardInputBytes, rejections, layout, WHOLE_FILES);
  }

  /** With the layout's own split and sensor, and the published numbers of recordings. */
  public PrepareConfig(
      String dataset, String input, String output, long shardInputBytes, Rejections rejections) {
    this(dataset, input, output, shardInputBytes, rejections, LayoutOptions.standard());
  }

  /** What decides the order of samples, where they are mixed. */
  Optional<Key> mixing() {
    return shuffle.map(seed -> Key.of(seed).child("shuffle"));
  }

  /** Length of a shard's samples unless chosen otherwise. */
  public static long defaultShardInputBytes(String dataset) {
    return ImageLayouts.find(dataset).isPresent()
        ? DEFAULT_IMAGE_SHARD_INPUT_BYTES
        : DEFAULT_SHARD_INPUT_BYTES;
  }
}
