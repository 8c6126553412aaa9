package io.cofire.data.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.function.Function;

/**
 * Makes the shards of one group of files on an executor, but for those that an earlier run has
 * finished. Plans and outcomes travel as JSON, so that any serializer of the application carries
 * them.
 */
final class FileGroupTask implements Function<String, String> {

  private static final long serialVersionUID = 1L;

  private final TaskPlace place;

  FileGroupTask(TaskPlace place) {
    this.place = place;
  }

  @Override
  public String call(String plan) throws IOException {
    FileGroup group = WorkFolder.fromJson(plan, FileGroup.class);
    WorkFolder work = place.work();
    PrepareCounts counts = place.counts();
    Map<String, ShardOutcome> outcomes = new HashMap<>();
    List<PlannedShard> missing = new ArrayList<>();
    for (PlannedShard shard : group.shards()) {
      Optional<ShardOutcome> earlier =
          work.finished(shard.file(), ShardOutcome.class, UnaryOperator.identity());
      if (earlier.isPresent()) {
        counts.add(earlier.get());
        outcomes.put(shard.file(), earlier.get());
      } else {
        missing.add(shard);
      }
    }
    if (!missing.isEmpty()) {
      outcomes.putAll(
          new ShardsOfFiles(group, place.tree(), work, place.attempt(), counts).make(missing));
    }
    return WorkFolder.toJson(
        new GroupOutcome(
            group.shards().stream().map(shard -> outcomes.get(shard.file())).toList()));
  }
}
