package io.cofire.data.recordings.write;

import io.cofire.data.errors.Misfit;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * HDF5 as DSEC lays it out: a group {@code events} with datasets t (int64, microseconds, which its
 * attribute {@code unit} says), x, y (int16, or int32 for a side above 32,768) and p (int8), and
 * the sensor in the attributes {@code width} and {@code height} of the group. The library writes
 * whole arrays: the events are held in memory, 13 bytes each, and go through a temporary file.
 */
final class Hdf5Writer extends RecordingWriter {

  /** 13 bytes each, and while the times are written, 8 more. */
  private static final long EVENT_BYTES = 21;

  private static final long MOST = 1L << 28; // times go through one buffer of at most 2^31 bytes

  private final String place;
  private final SensorGeometry sensor;
  private final OutputStream out;
  private final EventBuilder events = new EventBuilder();

  Hdf5Writer(String place, SensorGeometry sensor, OutputStream out) {
    this.place = place;
    this.sensor = sensor;
    this.out = out;
  }

  @Override
  void write(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
    long size = (long) events.size() + count;
    if (size >= MOST || size * EVENT_BYTES > Runtime.getRuntime().maxMemory()) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot write %s: HDF5 is written from memory, %d bytes an event, and the heap of %,d MB has no room for more than %,d events; give more with --memory (%,d events at most), a part with --from and --to, or choose another format",
              place,
              EVENT_BYTES,
              Runtime.getRuntime().maxMemory() >> 20,
              events.size(),
              MOST - 1));
    }
    events.accept(times, xs, ys, polarities, count);
  }

  @Override
  public void finish() throws IOException {
    EventStream all = events.build(sensor);
    Path file = Files.createTempFile("cofire-", ".h5");
    try {
      fill(file, all);
      Files.copy(file, out);
    } finally {
      Files.delete(file);
    }
  }

  private void fill(Path file, EventStream all) throws IOException {
    try (WritableHdfFile written = HdfFile.write(file)) {
      fill(written.putGroup("events"), all);
    } catch (HdfException e) {
      throw TemporaryFolder.failure(e.getCause() instanceof IOException cause ? cause : e);
    }
  }

  private void fill(WritableGroup group, EventStream all) {
    group.putAttribute("width", sensor.width());
    group.putAttribute("height", sensor.height());
    WritableDataset times = group.putDataset("t", all.timesMicros());
    times.putAttribute("unit", "us");
    boolean signed = Math.max(sensor.width(), sensor.height()) <= 1 << 15;
    group.putDataset("x", signed ? all.xs() : unsigned(all.xs()));
    group.putDataset("y", signed ? all.ys() : unsigned(all.ys()));
    group.putDataset("p", all.polarities());
  }

  private static int[] unsigned(short[] column) {
    int[] values = new int[column.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = column[i] & 0xFFFF;
    }
    return values;
  }
}
