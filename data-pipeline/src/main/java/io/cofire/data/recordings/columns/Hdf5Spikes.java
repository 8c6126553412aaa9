package io.cofire.data.recordings.columns;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One recording of the Spiking Heidelberg Digits or Spiking Speech Commands (Cramer 2020): {@code
 * spikes/times} in seconds and {@code spikes/units}, an array of each for every recording. Unit u
 * is the column u of 700 x 1; every spike is ON.
 *
 * @param path of the group
 * @param times times of the recording
 * @param units units of the recording
 * @param number of the recording in the file, from 0
 * @param recordings how many there are
 */
record Hdf5Spikes(String path, Object times, Object units, int number, int recordings)
    implements Hdf5Source {

  private static final SensorGeometry COCHLEA = new SensorGeometry(700, 1);

  /** Whether a group has such datasets. */
  static boolean fit(Group group) {
    Node times = group.getChildren().get("times");
    Node units = group.getChildren().get("units");
    return times instanceof Dataset t
        && units instanceof Dataset u
        && t.isVariableLength()
        && u.isVariableLength()
        && t.getDimensions().length == 1
        && u.getDimensions().length == 1;
  }

  /**
   * A recording of a group that {@link #fit fits}.
   *
   * @throws RecordingException if the file has not so many
   */
  static Hdf5Spikes of(Group group, Optional<String> stream, String recording)
      throws RecordingException {
    Dataset times = (Dataset) group.getChildren().get("times");
    Dataset units = (Dataset) group.getChildren().get("units");
    int recordings = Math.min(times.getDimensions()[0], units.getDimensions()[0]);
    String chosen = stream.orElse("0");
    int number = chosen.matches("[0-9]{1,9}") ? Integer.parseInt(chosen) : recordings;
    if (number >= recordings) {
      throw Hdf5Events.wrong(
          recording,
          "stream",
          "the number of a recording, below " + recordings,
          stream.orElse("no recording"));
    }
    return new Hdf5Spikes(
        group.getPath(), one(times, number), one(units, number), number, recordings);
  }

  private static Object one(Dataset dataset, int number) {
    return Array.get(dataset.getData(new long[] {number}, new int[] {1}), 0);
  }

  @Override
  public long length(String recording, long fileBytes) throws RecordingException {
    if (Array.getLength(times) != Array.getLength(units)) {
      throw Hdf5Events.wrong(
          recording,
          "recording " + number + " of " + path,
          Array.getLength(times) + " units",
          Array.getLength(units));
    }
    return Array.getLength(times);
  }

  @Override
  public Map<EventColumn, Hdf5Column> slice(long from, int count) {
    Map<EventColumn, Hdf5Column> slice = new EnumMap<>(EventColumn.class);
    slice.put(EventColumn.TIME, part(times, from, count));
    slice.put(EventColumn.X, part(units, from, count));
    slice.put(EventColumn.Y, new Hdf5Column(new byte[count]));
    byte[] on = new byte[count];
    Arrays.fill(on, (byte) 1);
    slice.put(EventColumn.POLARITY, new Hdf5Column(on));
    return slice;
  }

  private static Hdf5Column part(Object numbers, long from, int count) {
    Object part = Array.newInstance(numbers.getClass().getComponentType(), count);
    System.arraycopy(numbers, (int) from, part, 0, count);
    return new Hdf5Column(part);
  }

  @Override
  public Optional<Hdf5Unit> unit() {
    return Optional.of(new Hdf5Unit(TimeUnit.SECONDS, "the layout of SHD"));
  }

  @Override
  public Optional<SensorGeometry> sensor() {
    return Optional.of(COCHLEA);
  }

  @Override
  public Optional<String> others() {
    return recordings == 1
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "%,d other recordings of the file, by number", recordings - 1));
  }

  @Override
  public boolean isCalled(String stream) {
    return true; // a stream is the number of a recording
  }
}
