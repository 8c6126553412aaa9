package io.cofire.data.shards;

import io.cofire.data.readahead.Background;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Images of shards that are read one by one, without the others of their shard. Where there is a
 * disk for it, a shard is brought there in the background when the first of its images is read, and
 * the next ones are read from there.
 */
final class SingleImages {

  private final ShardSet set;
  private final List<ShardInfo> shards;
  private final Background background = new Background();
  private final Map<Integer, ImagePages> stored = new ConcurrentHashMap<>();
  private final Map<Integer, ImagePages> near = new ConcurrentHashMap<>();
  private final Set<Integer> brought = ConcurrentHashMap.newKeySet(); // or in vain

  SingleImages(ShardSet set, List<ShardInfo> shards) {
    this.set = set;
    this.shards = shards;
  }

  /** Where an image came from. */
  String name(int shard, int row) {
    return of(shard, pages -> pages.name(row));
  }

  /** One image. */
  EncodedImage image(int shard, int row) {
    return of(shard, pages -> pages.image(row));
  }

  private <T> T of(int shard, Function<ImagePages, T> reading) {
    ImagePages here = near.get(shard);
    if (here != null) {
      try {
        return reading.apply(here);
      } catch (ShardException e) {
        near.remove(shard); // the disk has lost or damaged it
      }
    }
    if (set.hasDisk() && brought.add(shard)) {
      background.run(() -> bring(shard));
    }
    return reading.apply(stored.computeIfAbsent(shard, i -> set.pages(shards.get(i))));
  }

  private void bring(int shard) {
    try {
      set.nearPages(shards.get(shard)).ifPresent(pages -> near.put(shard, pages));
    } catch (ShardException e) {
      // whoever reads its images is told by them
    }
  }
}
