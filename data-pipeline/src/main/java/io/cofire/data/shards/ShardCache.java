package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The recordings or images of one split by number. Shards are read when first needed, checked, and
 * kept packed in memory up to a limit; beyond it the one used longest ago makes room. Safe for
 * several threads; ranks in one process should share one.
 */
public final class ShardCache implements StoredSamples {

  private final ShardSet set;
  private final List<ShardInfo> shards;
  private final int[] labels;
  private final int[] firsts; // number of the first sample of each shard
  private final long limitBytes;
  private final Map<Integer, Shard> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final boolean oneByOne;
  private final Map<Integer, ImagePages> pages = new ConcurrentHashMap<>();
  private long keptBytes;

  /**
   * A view of one split.
   *
   * @param set the prepared set
   * @param split name of the split
   * @param limitBytes bytes of packed events or encoded images to keep at most; one shard is kept
   *     in any case
   * @throws ShardException if there is no such split
   */
  public ShardCache(ShardSet set, String split, long limitBytes) {
    SplitInfo info = set.manifest().split(split);
    this.set = set;
    this.shards = info.shards();
    this.labels = info.labels();
    this.limitBytes = limitBytes;
    this.oneByOne = info.bytes() > limitBytes && holdsFiles(set.manifest().contents());
    this.firsts = new int[shards.size()];
    for (int i = 1; i < firsts.length; i++) {
      firsts[i] = firsts[i - 1] + shards.get(i - 1).samples();
    }
  }

  private static boolean holdsFiles(Contents contents) {
    return contents.either(events -> false, images -> images.raw().isEmpty());
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int sample) {
    return labels[sample];
  }

  @Override
  public String name(int sample) {
    int index = shardOf(sample);
    return oneByOne
        ? pages(index).name(sample - firsts[index])
        : shard(index).name(sample - firsts[index]);
  }

  @Override
  public EventStream events(int sample) {
    int index = shardOf(sample);
    return shard(index).events(sample - firsts[index]);
  }

  @Override
  public EncodedImage image(int sample) {
    int index = shardOf(sample);
    return oneByOne
        ? pages(index).image(sample - firsts[index])
        : shard(index).image(sample - firsts[index]);
  }

  private ImagePages pages(int index) {
    return pages.computeIfAbsent(index, i -> set.pages(shards.get(i)));
  }

  private int shardOf(int sample) {
    if (sample < 0 || sample >= labels.length) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "No sample %d (the split has %d)", sample, labels.length));
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

  private synchronized Shard shard(int index) {
    Shard known = kept.get(index);
    if (known == null) {
      known = set.read(shards.get(index));
      keptBytes += known.bytes();
      kept.put(index, known);
      forgetBeyondLimit();
    }
    return known;
  }

  private void forgetBeyondLimit() {
    var eldest = kept.entrySet().iterator();
    while (keptBytes > limitBytes && kept.size() > 1) {
      keptBytes -= eldest.next().getValue().bytes();
      eldest.remove();
    }
  }
}
