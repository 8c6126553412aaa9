package io.cofire.data.datasets;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileTree;
import io.cofire.data.recordings.read.DecodeOptions;
import java.io.IOException;

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
   * @throws DatasetException if the folder does not hold this data set
   * @throws io.cofire.data.errors.Misfit if an option does not fit it
   * @throws IOException if the storage fails
   */
  DatasetIndex index(FileTree tree, LayoutOptions options) throws IOException;

  /** Whether a file looks like a recording, and is taken only where a list of its own names it. */
  default boolean isListed(String path) {
    return false;
  }

  /** How its recordings are read: the data set's published conventions. */
  default DecodeOptions decoding(SensorGeometry sensor) {
    return DecodeOptions.sensor(sensor);
  }

  /** How a recording is read whose format may be another than that of the data set's others. */
  default DecodeOptions decoding(SensorGeometry sensor, String path) {
    return decoding(sensor);
  }
}
