package io.cofire.data.spark;

import java.util.List;

/**
 * What became of a group of files.
 *
 * @param shards an outcome for each planned shard, in order
 */
record GroupOutcome(List<ShardOutcome> shards) {

  GroupOutcome {
    shards = List.copyOf(shards);
  }
}
