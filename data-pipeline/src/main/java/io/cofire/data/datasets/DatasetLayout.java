package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How one data set lies on disk. Stateless. */
public interface DatasetLayout {

  /** Name in recipes and on the command line, such as {@code nmnist}. */
  String name();

  /**
   * Finds the recordings.
   *
   * @param tree the data set's folder
   * @param options what the layout leaves to its user
   * @return the recordings with their labels, in an order that depends on their paths alone
   * @throws DatasetException if the folder does not hold this data set, or an option does not fit
   * @throws IOException if the storage fails
   */
  DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException;

  /** How its recordings are read: the data set's published conventions. */
  default DecodeOptions decoding(SensorGeometry sensor) {
    return DecodeOptions.sensor(sensor);
  }

  /** All layouts. */
  static List<DatasetLayout> all() {
    return List.of(
        new NmnistLayout(),
        new DvsGestureLayout(),
        ClassFolders.CIFAR10_DVS,
        ClassFolders.N_CALTECH101,
        ClassFolders.N_CARS,
        ClassFolders.POKER_DVS,
        ClassFolders.DVS_LIP,
        ClassFolders.ASL_DVS,
        ClassFolders.FOLDER);
  }

  /** A layout by name, if there is one. */
  static Optional<DatasetLayout> find(String name) {
    return all().stream().filter(layout -> layout.name().equals(name)).findFirst();
  }

  /**
   * A layout by name.
   *
   * @throws DatasetException if there is none, naming those there are
   */
  static DatasetLayout named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new DatasetException(
                    "Unknown data set layout: %s (known: %s)"
                        .formatted(
                            name,
                            all().stream()
                                .map(DatasetLayout::name)
                                .collect(Collectors.joining(", ")))));
  }
}
