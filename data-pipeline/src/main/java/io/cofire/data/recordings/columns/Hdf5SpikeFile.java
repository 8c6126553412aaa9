package io.cofire.data.recordings.columns;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.EndToEnd;
import io.cofire.data.recordings.read.RecordingException;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The recordings of the Spiking Heidelberg Digits or Spiking Speech Commands (Cramer 2020): {@code
 * spikes/times} and {@code spikes/units}, an array of each for every recording. As a source it is
 * all of them, end to end.
 *
 * @param path of the group
 * @param times times of the recordings
 * @param units units of the recordings
 * @param recordings how many there are
 * @param isWhole whether all of them are read
 */
record Hdf5SpikeFile(String path, Dataset times, Dataset units, int recordings, boolean isWhole)
    implements Hdf5Source {

  private static final int REFERENCE_BYTES = 16; // to an array: its length, place and number there
  private static final SensorGeometry COCHLEA = new SensorGeometry(700, 1);

  /** Whether a group has such datasets. */
  static boolean fit(Group group) {
    Node times = group.getChildren().get("times");
    Node units = group.getChildren().get("units");
    return times instanceof Dataset t
        && units instanceof Dataset u
        && isOfArrays(t)
        && isOfArrays(u);
  }

  /** Of a larger element the library allocates all bytes that the file states. */
  private static boolean isOfArrays(Dataset dataset) {
    return dataset.isVariableLength()
        && dataset.getDimensions().length == 1
        && dataset.getDataType().getSize() <= REFERENCE_BYTES;
  }

  /**
   * A recording of a group that {@link #fit fits}, or all of them.
   *
   * @param stream number of the recording, or {@link EndToEnd#STREAM}
   * @throws RecordingException if the file has not so many
   */
  static Hdf5Source of(Group group, Optional<String> stream, String recording)
      throws RecordingException {
    Dataset times = (Dataset) group.getChildren().get("times");
    Dataset units = (Dataset) group.getChildren().get("units");
    int recordings = Math.min(times.getDimensions()[0], units.getDimensions()[0]);
    String chosen = stream.orElse("0");
    boolean whole = chosen.equals(EndToEnd.STREAM);
    Hdf5SpikeFile file = new Hdf5SpikeFile(group.getPath(), times, units, recordings, whole);
    if (whole) {
      return file;
    }
    int number = chosen.matches("[0-9]{1,9}") ? Integer.parseInt(chosen) : recordings;
    if (number >= recordings) {
      throw Hdf5Events.wrong(
          recording,
          "stream",
          "the number of a recording, below " + recordings + ", or " + EndToEnd.STREAM,
          stream.orElse("no recording"));
    }
    return file.recording(number, 0);
  }

  private Hdf5Spikes recording(int number, long startMicros) {
    return new Hdf5Spikes(this, one(times, number), one(units, number), number, startMicros);
  }

  private static Object one(Dataset dataset, int number) {
    return Array.get(dataset.getData(new long[] {number}, new int[] {1}), 0);
  }

  @Override
  public Iterable<Hdf5Rows> parts() {
    return () ->
        IntStream.range(0, recordings)
            .<Hdf5Rows>mapToObj(number -> recording(number, EndToEnd.startMicros(number)))
            .iterator();
  }

  @Override
  public Optional<SensorGeometry> sensor() {
    return Optional.of(COCHLEA);
  }

  @Override
  public boolean isCalled(String stream) {
    return true;
  }
}
