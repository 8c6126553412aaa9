package io.cofire.data.shards;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;

/**
 * What the manifest says of one shard.
 *
 * @param file name beside the manifest
 * @param samples recordings or images in it, at least 1
 * @param events events of all recordings; 0 for images
 * @param bytes length of the file
 * @param sha256 of the file, in hexadecimal
 * @param labels class of each sample in order, so that a plan can be made without opening the shard
 */
@JsonPropertyOrder({"file", "samples", "events", "bytes", "sha256", "labels"})
public record ShardInfo(
    String file, int samples, long events, long bytes, String sha256, List<Integer> labels) {

  /**
   * Checks that the values belong together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public ShardInfo {
    labels = List.copyOf(labels);
    if (samples < 1 || labels.size() != samples || events < 0 || bytes < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid shard %s: %d samples, %d labels, %d events, %d bytes",
              file,
              samples,
              labels.size(),
              events,
              bytes));
    }
    if (file.isEmpty() || file.contains("/") || file.contains("..")) {
      throw new IllegalArgumentException("Invalid shard file name: " + file);
    }
  }
}
