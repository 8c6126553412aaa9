package io.cofire.data.shards;

import java.util.List;
import java.util.Locale;

/** The samples of a split by number, through its shards in their order, from 0. */
final class Numbering {

  private final int[] firsts; // number of the first sample of each shard
  private final int size;

  Numbering(List<ShardInfo> shards) {
    firsts = new int[shards.size()];
    int next = 0;
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = next;
      next += shards.get(i).samples();
    }
    size = next;
  }

  /**
   * The shard that a sample is in.
   *
   * @throws IllegalArgumentException if there is no such sample
   */
  int shardOf(int sample) {
    if (sample < 0 || sample >= size) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "No sample %d (the split has %d)", sample, size));
    }
    int low = 0;
    int high = firsts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firsts[middle] <= sample) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The first sample of a shard. */
  int first(int shard) {
    return firsts[shard];
  }
}
