package io.cofire.driver.assembly;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.TimeOrder;
import io.cofire.data.filters.EventFilter;
import io.cofire.data.frames.Binning;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Remark;
import io.cofire.data.shards.Shard;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.recipe.FlowText;
import io.cofire.driver.recipe.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the frames that a recipe asks for show its recordings. Its filters may leave nothing of
 * them, and windows of a length of their own may end long before the recordings do: because these
 * are long, or because the unit of their times was taken wrongly.
 */
public final class FrameCoverage {

  private static final int MOST = 32; // recordings of the first shard that are looked at

  private FrameCoverage() {}

  /**
   * A warning where the filters leave no event of most of the first recordings, or most have most
   * of their events outside the frames.
   *
   * @throws io.cofire.data.shards.ShardException if their shard cannot be read
   */
  public static Optional<String> doubt(Recipe.Data data, ShardSet shards) {
    Contents contents = shards.manifest().contents();
    Optional<Contents.Events> recordings =
        contents.either(events -> Optional.of(events), images -> Optional.empty());
    boolean own = data.binning().hasOwnLength();
    if (recordings.isEmpty() || (!own && data.filter().isEmpty())) {
      return Optional.empty();
    }
    List<ShardInfo> infos = shards.manifest().split(data.train()).shards();
    Shard first = shards.read(infos.get(0));
    int looked = Math.min(MOST, first.size());
    int emptied = 0;
    int missed = 0;
    for (int i = 0; i < looked; i++) {
      EventStream all = first.sample(i).events();
      EventStream seen = EventFilter.apply(data.filter(), all);
      emptied += seen.size() == 0 && all.size() > 0 ? 1 : 0;
      missed += own && isMissed(data, seen) ? 1 : 0;
    }
    if (2 * emptied > looked) {
      return Optional.of(filtered(data, emptied, looked));
    }
    return 2 * missed > looked
        ? Optional.of(text(data, recordings.get(), missed, looked))
        : Optional.empty();
  }

  private static boolean isMissed(Recipe.Data data, EventStream seen) {
    long[] times = TimeOrder.sorted(seen).timesMicros();
    long shown = times.length == 0 ? 0 : data.binning().windows(times, data.timesteps()).covered();
    return 2 * shown < times.length;
  }

  private static String filtered(Recipe.Data data, int emptied, int looked) {
    return String.format(
        Locale.ROOT,
        "data.filter leaves no event of %d of the first %d recordings of split %s, whose frames are empty: %s; weaken it, or leave it out",
        emptied,
        looked,
        data.train(),
        data.filter().stream().map(EventFilter::word).collect(Collectors.joining(", ")));
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
        FlowText.of(data.binning(), Binning.class),
        units.isEmpty() ? "microseconds, by the format" : units);
  }
}
