package io.cofire.data.spark;

import io.cofire.data.imagefiles.ImageSource;
import io.cofire.data.shards.Contents;
import java.util.Locale;

/**
 * The work of one task on images: a source that it reads once, and the shards that it fills.
 *
 * @param split name of the split
 * @param number place among the units of the split, from 0
 * @param shardInputBytes a shard is closed when its images reach this length
 * @param contents what becomes of the images
 * @param source where they are
 */
record ImageUnit(
    String split, int number, long shardInputBytes, Contents.Images contents, ImageSource source) {

  /** Name of a shard: how many a unit fills is known only when it was read. */
  String shard(int index) {
    return String.format(Locale.ROOT, "%s-%05d-%05d.parquet", split, number, index);
  }
}
