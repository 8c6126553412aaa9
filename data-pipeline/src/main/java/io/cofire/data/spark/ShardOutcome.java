package io.cofire.data.spark;

import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.ShardInfo;
import java.util.List;

/**
 * What became of a planned shard.
 *
 * @param shards the shard as one element; none if no recording could be read
 * @param rejected recordings that could not be read
 */
record ShardOutcome(List<ShardInfo> shards, List<Rejected> rejected) {

  ShardOutcome {
    shards = List.copyOf(shards);
    rejected = List.copyOf(rejected);
  }

  int recordings() {
    return shards.stream().mapToInt(ShardInfo::samples).sum() + rejected.size();
  }

  long events() {
    return shards.stream().mapToLong(ShardInfo::events).sum();
  }
}
