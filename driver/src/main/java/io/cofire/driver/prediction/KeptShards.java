package io.cofire.driver.prediction;

import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.Shard;
import io.cofire.data.shards.ShardInfo;
import io.cofire.data.shards.ShardSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The prepared sets that inputs belong to, each opened once. */
final class KeptShards {

  private final Configuration hadoop;
  private final Map<Path, ShardSet> sets = new HashMap<>();

  KeptShards(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  Manifest manifest(InputUnit unit) {
    return set(unit).manifest();
  }

  Shard read(InputUnit unit) {
    String file = new Path(unit.path()).getName();
    ShardInfo info =
        manifest(unit).split(unit.split()).shards().stream()
            .filter(shard -> shard.file().equals(file))
            .findFirst()
            .orElseThrow();
    return set(unit).read(info);
  }

  private ShardSet set(InputUnit unit) {
    return sets.computeIfAbsent(unit.set().orElseThrow(), path -> ShardSet.open(hadoop, path));
  }
}
