package io.cofire.data.spark;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.cofire.data.shards.Dropped;
import io.cofire.data.shards.Rejected;
import io.cofire.data.shards.Remark;
import io.cofire.data.shards.ShardInfo;
import java.util.List;

/**
 * What became of a planned shard.
 *
 * @param shards the shard as one element; none if no recording could be read
 * @param rejected recordings that could not be read
 * @param units units of times, where formats do not define them
 * @param doubts of recordings that may have been read otherwise than they were meant
 * @param dropped of recordings with faults, where that was chosen
 * @param sizes of the recordings in the shard; none for images, nor where an older version made it
 */
record ShardOutcome(
    List<ShardInfo> shards,
    List<Rejected> rejected,
    List<Remark> units,
    List<Remark> doubts,
    List<Dropped> dropped,
    List<SampleSize> sizes) {

  @JsonCreator
  ShardOutcome {
    shards = List.copyOf(shards);
    rejected = List.copyOf(rejected);
    units = known(units);
    doubts = known(doubts);
    dropped = known(dropped);
    sizes = known(sizes);
  }

  /**
   * How large a recording is.
   *
   * @param events how many it has
   * @param micros from its earliest event to its latest
   */
  record SampleSize(long events, long micros) {}

  /** What older versions wrote has none of them. */
  private static <R> List<R> known(List<R> remarks) {
    return remarks == null ? List.of() : List.copyOf(remarks);
  }

  /** Without a remark. */
  ShardOutcome(List<ShardInfo> shards, List<Rejected> rejected) {
    this(shards, rejected, List.of(), List.of(), List.of(), List.of());
  }

  int recordings() {
    return shards.stream().mapToInt(ShardInfo::samples).sum() + rejected.size();
  }

  long events() {
    return shards.stream().mapToLong(ShardInfo::events).sum();
  }
}
