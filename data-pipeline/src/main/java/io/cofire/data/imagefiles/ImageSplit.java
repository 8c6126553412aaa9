package io.cofire.data.imagefiles;

import java.util.List;
import java.util.OptionalLong;

/**
 * The images of one split in their fixed order.
 *
 * @param name such as {@code train}
 * @param sources where they are, in order
 */
public record ImageSplit(String name, List<ImageSource> sources) {

  /** Copies the list. */
  public ImageSplit {
    sources = List.copyOf(sources);
  }

  /** How many; empty where they are counted only when they are read. */
  OptionalLong images() {
    long sum = 0;
    for (ImageSource source : sources) {
      if (source.images().isEmpty()) {
        return OptionalLong.empty();
      }
      sum += source.images().getAsLong();
    }
    return OptionalLong.of(sum);
  }
}
