package io.cofire.data.shards;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What the manifest says of one split.
 *
 * @param name such as {@code train}
 * @param shards its shards; samples are numbered through them in this order, from 0
 */
@JsonPropertyOrder({"name", "shards"})
public record SplitInfo(String name, List<ShardInfo> shards) {

  /** Copies the list. */
  public SplitInfo {
    shards = List.copyOf(shards);
  }

  /** Recordings or images of the split. */
  @JsonIgnore
  public int samples() {
    return Math.toIntExact(shards.stream().mapToLong(ShardInfo::samples).sum());
  }

  /** Events of the split, 0 for images. */
  @JsonIgnore
  public long events() {
    return shards.stream().mapToLong(ShardInfo::events).sum();
  }

  /** Length of its files. */
  @JsonIgnore
  public long bytes() {
    return shards.stream().mapToLong(ShardInfo::bytes).sum();
  }

  /** Class of each sample. */
  @JsonIgnore
  public int[] labels() {
    return shards.stream().flatMap(s -> s.labels().stream()).mapToInt(Integer::intValue).toArray();
  }
}
