package io.cofire.data.recordings.columns;

import io.cofire.data.events.SensorGeometry;
import java.util.List;
import java.util.Optional;

/** Events of an HDF5 file, in one of the ways in which files have them. */
interface Hdf5Source {

  /** Where in the file they are, as the library writes it. */
  String path();

  /** What is read one after the other. */
  Iterable<Hdf5Rows> parts();

  /** Size of the sensor, where the layout has one. */
  default Optional<SensorGeometry> sensor() {
    return Optional.empty();
  }

  /** What is left aside beside the recording that was taken. */
  default Optional<String> others() {
    return Optional.empty();
  }

  /** Whether a user who wants a stream of this name means these events. */
  default boolean isCalled(String stream) {
    String inside = path().replaceAll("^/|/$", "");
    return stream.replaceAll("^/|/$", "").equals(inside)
        || List.of(inside.split("/", -1)).contains(stream);
  }
}
