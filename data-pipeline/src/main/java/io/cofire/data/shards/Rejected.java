package io.cofire.data.shards;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A recording or image that could not be read and is in no shard.
 *
 * @param split split that it would have been in
 * @param path path below the data set's folder
 * @param reason what was wrong with it
 */
@JsonPropertyOrder({"split", "path", "reason"})
public record Rejected(String split, String path, String reason) {

  /** Which one, and why. */
  public String describe() {
    return path + ": " + reason;
  }
}
