package io.cofire.data.recordings.columns;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.EndToEnd;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.TimeUnit;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One recording of {@link Hdf5SpikeFile}: an array of times in seconds and one of units. Unit u is
 * the column u of 700 x 1; every spike is ON.
 *
 * @param file where it is
 * @param times times of the recording
 * @param units units of the recording
 * @param number of the recording in the file, from 0
 * @param startMicros where it begins among all of them
 */
record Hdf5Spikes(Hdf5SpikeFile file, Object times, Object units, int number, long startMicros)
    implements Hdf5Rows {

  @Override
  public String path() {
    return file.path();
  }

  @Override
  public long length(String recording, long fileBytes) throws RecordingException {
    if (Array.getLength(times) != Array.getLength(units)) {
      throw Hdf5Events.wrong(
          recording,
          "recording " + number + " of " + path(),
          Array.getLength(times) + " units",
          Array.getLength(units));
    }
    if (file.isWhole()) {
      requireInPeriod(recording);
    }
    return Array.getLength(times);
  }

  /** Nothing of it may fall into the recording before it or behind it. */
  private void requireInPeriod(String recording) throws RecordingException {
    double most = EndToEnd.PERIOD_MICROS / 1e6;
    for (int i = 0; i < Array.getLength(times); i++) {
      double time = Array.getDouble(times, i);
      if (!(time >= 0 && time < most)) {
        throw Hdf5Events.wrong(
            recording, "recording " + number + " of " + path(), "times in 0..1000 s", time);
      }
    }
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
    return file.sensor();
  }

  @Override
  public Optional<String> others() {
    return file.recordings() == 1
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "%,d other recordings of the file, by number", file.recordings() - 1));
  }

  @Override
  public boolean isCalled(String stream) {
    return true; // a stream is the number of a recording
  }
}
