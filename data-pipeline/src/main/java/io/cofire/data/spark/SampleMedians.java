package io.cofire.data.spark;

import io.cofire.data.spark.ShardOutcome.SampleSize;
import java.util.List;
import java.util.Optional;

/**
 * What the recordings of a split are like: half of them are not larger.
 *
 * @param split its name
 * @param micros from the earliest event to the latest
 * @param events how many a recording has
 */
public record SampleMedians(String split, long micros, long events) {

  /** Of some recordings; empty if the size of one is not known. */
  static Optional<SampleMedians> of(String split, List<SampleSize> sizes, int samples) {
    if (sizes.isEmpty() || sizes.size() != samples) {
      return Optional.empty();
    }
    int middle = (sizes.size() - 1) / 2;
    return Optional.of(
        new SampleMedians(
            split,
            sizes.stream()
                .mapToLong(SampleSize::micros)
                .sorted()
                .skip(middle)
                .findFirst()
                .getAsLong(),
            sizes.stream()
                .mapToLong(SampleSize::events)
                .sorted()
                .skip(middle)
                .findFirst()
                .getAsLong()));
  }
}
