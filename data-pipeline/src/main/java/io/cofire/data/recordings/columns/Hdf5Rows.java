package io.cofire.data.recordings.columns;

import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events of an HDF5 file that are read slice by slice. */
interface Hdf5Rows extends Hdf5Source {

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

  /** Where they begin among recordings that are laid end to end. */
  default long startMicros() {
    return 0;
  }

  @Override
  default Iterable<Hdf5Rows> parts() {
    return List.of(this);
  }

  /**
   * A unit that the file states.
   *
   * @param where it does, in words
   */
  record Hdf5Unit(TimeUnit unit, String where) {}
}
