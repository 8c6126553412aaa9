package io.cofire.data.recordings.columns;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events of an HDF5 file, in one of the ways in which files have them. */
interface Hdf5Source {

  /** Where in the file they are, as the library writes it. */
  String path();

  /**
   * Number of events.
   *
   * @throws RecordingException if the columns do not have one, or it is more than the file can hold
   */
  long length(String recording, long fileBytes) throws RecordingException;

  /** Some events, column by column. */
  Map<EventColumn, Hdf5Column> slice(long from, int count);

  /** Unit that the file states for their times, and where it does. */
  Optional<Hdf5Unit> unit();

  /** What is added to their times, in their unit. */
  default Optional<Hdf5Column> offset() {
    return Optional.empty();
  }

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

  /**
   * A unit that the file states.
   *
   * @param where it does, in words
   */
  record Hdf5Unit(TimeUnit unit, String where) {}
}
