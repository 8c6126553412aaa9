package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.files.PassedOver;
import java.util.List;

/**
 * What a data set holds, before any recording is opened.
 *
 * @param dataset name of the layout
 * @param sensor size of the sensor
 * @param classes names of the classes
 * @param splits its splits
 * @param missing what its own lists name in vain
 */
public record DatasetIndex(
    String dataset,
    SensorGeometry sensor,
    List<String> classes,
    List<SplitEntries> splits,
    List<PassedOver> missing) {

  /** Copies the lists. */
  public DatasetIndex {
    classes = List.copyOf(classes);
    splits = List.copyOf(splits);
    missing = List.copyOf(missing);
  }

  /** Of which all is there. */
  public DatasetIndex(
      String dataset, SensorGeometry sensor, List<String> classes, List<SplitEntries> splits) {
    this(dataset, sensor, classes, splits, List.of());
  }

  /**
   * The same as its user divides it; as it is where the splits are the layout's.
   *
   * @throws DatasetException if a list of splits does not fit
   */
  DatasetIndex asAsked(FileTree tree, LayoutOptions options) {
    return options.isOwn() ? divided(tree, options, options.split().orElse("")) : this;
  }

  /**
   * The same in other splits.
   *
   * @param chosen text of a {@link Splitting}, where the options have no list
   * @throws DatasetException if it does not fit
   */
  DatasetIndex divided(FileTree tree, LayoutOptions options, String chosen) {
    List<LabelledEntry> all =
        splits.stream().flatMap(split -> split.recordings().stream()).toList();
    List<SplitEntries> divided = Splitting.divide(dataset, tree.root(), all, options, chosen);
    return new DatasetIndex(dataset, sensor, classes, divided, missing);
  }

  /** Recordings of all splits. */
  public long recordings() {
    return splits.stream().mapToLong(split -> split.recordings().size()).sum();
  }
}
