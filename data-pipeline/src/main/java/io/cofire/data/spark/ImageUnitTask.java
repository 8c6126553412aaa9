package io.cofire.data.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.Function;

/**
 * Makes the shards of one unit of images on an executor, from the first that an earlier run has not
 * finished.
 */
final class ImageUnitTask implements Function<String, String> {

  private static final long serialVersionUID = 1L;

  private final TaskPlace place;

  ImageUnitTask(TaskPlace place) {
    this.place = place;
  }

  @Override
  public String call(String json) throws IOException {
    ImageUnit unit = WorkFolder.fromJson(json, ImageUnit.class);
    WorkFolder work = place.work();
    List<ShardOutcome> outcomes = new ArrayList<>();
    long position = 0;
    boolean ended = false;
    while (!ended) {
      Optional<ImageShardOutcome> earlier =
          work.finished(
              unit.shard(outcomes.size()), ImageShardOutcome.class, ImageShardOutcome::shard);
      if (earlier.isEmpty()) {
        break;
      }
      place.counts().add(earlier.get().shard());
      outcomes.add(earlier.get().shard());
      position = earlier.get().next();
      ended = earlier.get().last();
    }
    if (!ended) {
      ShardsOfImages rest = new ShardsOfImages(unit, work, place.attempt(), place.counts());
      outcomes.addAll(rest.make(place.tree(), position, outcomes.size()));
    }
    return WorkFolder.toJson(new GroupOutcome(outcomes));
  }
}
