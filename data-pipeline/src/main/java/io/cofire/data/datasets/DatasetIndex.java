package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import java.util.List;

/**
 * What a data set holds, before any recording is opened.
 *
 * @param dataset name of the layout
 * @param sensor size of the sensor
 * @param classes names of the classes
 * @param splits its splits
 */
public record DatasetIndex(
    String dataset, SensorGeometry sensor, List<String> classes, List<SplitEntries> splits) {

  /** Copies the lists. */
  public DatasetIndex {
    classes = List.copyOf(classes);
    splits = List.copyOf(splits);
  }

  /** Recordings of all splits. */
  public long recordings() {
    return splits.stream().mapToLong(split -> split.recordings().size()).sum();
  }
}
