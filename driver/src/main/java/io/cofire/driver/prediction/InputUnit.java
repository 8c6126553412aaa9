package io.cofire.driver.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * What is read at once: a file, or a shard of a prepared set.
 *
 * @param path full path of the file
 * @param bytes its length
 * @param samples how many it holds; 1 for a recording or an image
 * @param split of a prepared set; null for a recording or an image
 * @param first number in its split of a shard's first sample
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InputUnit(String path, long bytes, int samples, String split, int first) {

  static InputUnit file(String path, long bytes) {
    return new InputUnit(path, bytes, 1, null, 0);
  }

  /** The prepared set that a shard belongs to. */
  Optional<Path> set() {
    return split == null ? Optional.empty() : Optional.of(new Path(path).getParent());
  }
}
