package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import java.util.Optional;

/**
 * What a layout leaves to its user.
 *
 * @param counts whether the published numbers of recordings must be there
 * @param split how a data set without an official split is divided: a name that the layout knows or
 *     the text of a {@link Splitting}; empty for the layout's default
 * @param splitSeed decides a random split
 * @param sensor size of the sensor, for layouts that do not know it
 */
public record LayoutOptions(
    Counts counts, Optional<String> split, long splitSeed, Optional<SensorGeometry> sensor) {

  /** Whether the published numbers of recordings must be there. */
  public enum Counts {
    /** Another number is an error. */
    PUBLISHED,
    /** A part of the data set is taken as it is. */
    ANY
  }

  /** The published numbers, the layout's own split and sensor. */
  public static LayoutOptions standard() {
    return new LayoutOptions(Counts.PUBLISHED, Optional.empty(), 1, Optional.empty());
  }

  /** The same with another demand on the numbers. */
  public LayoutOptions withCounts(Counts other) {
    return new LayoutOptions(other, split, splitSeed, sensor);
  }

  /** The same with another split. */
  public LayoutOptions withSplit(String other) {
    return new LayoutOptions(counts, Optional.of(other), splitSeed, sensor);
  }

  /** The same with another seed of random splits. */
  public LayoutOptions withSplitSeed(long other) {
    return new LayoutOptions(counts, split, other, sensor);
  }

  /** The same with the size of the sensor known. */
  public LayoutOptions withSensor(SensorGeometry other) {
    return new LayoutOptions(counts, split, splitSeed, Optional.of(other));
  }
}
