package io.cofire.data.shards;

import io.cofire.data.events.EventStream;
import io.cofire.data.readahead.Ahead;
import io.cofire.data.readahead.KeptInMemory;
import io.cofire.data.readahead.Origin;
import io.cofire.data.readahead.ReadTally;
import io.cofire.data.readahead.Stretch;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * The recordings or images of one split by number. Shards are read when first needed, or before
 * where a plan says so, checked, and kept packed in memory up to a limit; beyond it the one used
 * longest ago makes room. Safe for several threads; ranks in one process should share one.
 */
public final class ShardCache implements StoredSamples {

  /** Longest wait for a shard that another thread reads, before it is read once more. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<ShardInfo> shards;
  private final int[] labels;
  private final Numbering numbers;
  private final KeptInMemory<Shard> kept;
  private final boolean oneByOne;
  private final SingleImages singles;
  private final ReadTally tally;

  /**
   * A view of one split.
   *
   * @param set the prepared set
   * @param split name of the split
   * @param limitBytes bytes of packed events or encoded images to keep at most, beside what a plan
   *     needs at the same time; one shard is kept in any case
   * @throws ShardException if there is no such split
   */
  public ShardCache(ShardSet set, String split, long limitBytes) {
    SplitInfo info = set.manifest().split(split);
    this.shards = info.shards();
    this.labels = info.labels();
    this.numbers = new Numbering(shards);
    this.kept = new KeptInMemory<>(reading(set, shards), limitBytes, PATIENCE);
    this.oneByOne = info.bytes() > limitBytes && holdsFiles(set.manifest().contents());
    this.singles = new SingleImages(set, shards);
    this.tally = set.tally();
  }

  private static boolean holdsFiles(Contents contents) {
    return contents.either(events -> false, images -> images.raw().isEmpty());
  }

  private static Origin<Shard> reading(ShardSet set, List<ShardInfo> shards) {
    return new Origin<>() {
      @Override
      public Shard read(int index) {
        return set.read(shards.get(index));
      }

      @Override
      public long expected(int index) {
        return shards.get(index).bytes();
      }

      @Override
      public long bytes(Shard one) {
        return one.bytes();
      }
    };
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public List<Integer> shards() {
    return shards.stream().map(ShardInfo::samples).toList();
  }

  @Override
  public Ahead ahead(Iterator<Stretch> stretches) {
    return kept.along(stretches);
  }

  @Override
  public int label(int sample) {
    return labels[sample];
  }

  @Override
  public String name(int sample) {
    int index = numbers.shardOf(sample);
    int row = sample - numbers.first(index);
    return isSingle(index) ? singles.name(index, row) : kept.take(index).name(row);
  }

  @Override
  public EventStream events(int sample) {
    int index = numbers.shardOf(sample);
    int row = sample - numbers.first(index);
    return take(index, row).events(row);
  }

  @Override
  public EncodedImage image(int sample) {
    int index = numbers.shardOf(sample);
    int row = sample - numbers.first(index);
    return isSingle(index) ? single(index, row) : take(index, row).image(row);
  }

  private Shard take(int index, int row) {
    long start = System.nanoTime();
    Shard shard = kept.take(index);
    tally.waited(System.nanoTime() - start);
    tally.memory(shard.bytes(row));
    return shard;
  }

  private EncodedImage single(int index, int row) {
    long start = System.nanoTime();
    EncodedImage image = singles.image(index, row);
    tally.waited(System.nanoTime() - start);
    return image;
  }

  /** Whether a shard is left where it is, and one image of it read: where no plan has asked. */
  private boolean isSingle(int index) {
    return oneByOne && !kept.has(index);
  }
}
