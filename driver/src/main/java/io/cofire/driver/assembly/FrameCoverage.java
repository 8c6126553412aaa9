package io.cofire.driver.assembly;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.TimeOrder;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Remark;
import io.cofire.data.shards.Shard;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.recipe.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the frames that a recipe asks for show its recordings. Windows of a length of their own
 * may end long before the recordings do: because these are long, or because the unit of their times
 * was taken wrongly.
 */
public final class FrameCoverage {

  private static final int MOST = 32; // recordings of the first shard that are looked at

  private FrameCoverage() {}

  /**
   * A warning where most of the first recordings have most of their events outside the frames.
   *
   * @throws io.cofire.data.shards.ShardException if their shard cannot be read
   */
  public static Optional<String> doubt(Recipe.Data data, ShardSet shards) {
    Contents contents = shards.manifest().contents();
    Optional<Contents.Events> recordings =
        contents.either(events -> Optional.of(events), images -> Optional.empty());
    if (recordings.isEmpty() || !data.binning().hasOwnLength()) {
      return Optional.empty();
    }
    List<ShardInfo> infos = shards.manifest().split(data.train()).shards();
    Shard first = shards.read(infos.get(0));
    int looked = Math.min(MOST, first.size());
    int missed = 0;
    for (int i = 0; i < looked; i++) {
      EventStream seen = EventFilter.apply(data.filter(), first.sample(i).events());
      long[] times = TimeOrder.sorted(seen).timesMicros();
      long shown =
          times.length == 0 ? 0 : data.binning().windows(times, data.timesteps()).covered();
      missed += 2 * shown < times.length ? 1 : 0;
    }
    return 2 * missed > looked
        ? Optional.of(text(data, recordings.get(), missed, looked))
        : Optional.empty();
  }

  private static String text(Recipe.Data data, Contents.Events set, int missed, int looked) {
    String units = set.units().stream().map(Remark::text).collect(Collectors.joining("; "));
    return String.format(
        Locale.ROOT,
        "%d of the first %d recordings of split %s have most of their events outside the %d frames of %s; their times were taken in %s; prepare them with --time-unit if it is another, or ask for more or longer frames",
        missed,
        looked,
        data.train(),
        data.timesteps(),
        data.binning(),
        units.isEmpty() ? "microseconds, by the format" : units);
  }
}
