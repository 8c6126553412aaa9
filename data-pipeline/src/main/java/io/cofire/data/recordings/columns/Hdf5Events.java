package io.cofire.data.recordings.columns;

import io.cofire.data.errors.Causes;
import io.cofire.data.recordings.columns.Hdf5Rows.Hdf5Unit;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TakenUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the events of an HDF5 file slice by slice. */
final class Hdf5Events {

  /**
   * Events of a slice; a chunk of a dataset is decompressed once for each slice that touches it.
   */
  private static final int SLICE = 1 << 16;

  private final RecordingInput input; // all of it has been taken
  private final Hdf5Rows source;

  Hdf5Events(RecordingInput input, Hdf5Rows source) {
    this.input = input;
    this.source = source;
  }

  void decode(DecodeOptions options, SensorBounds bounds, EventBlock block)
      throws RecordingException {
    long events = source.length(input.name(), input.position());
    for (long from = 0; from < events; from += SLICE) {
      int count = (int) Math.min(SLICE, events - from);
      Map<EventColumn, Hdf5Column> slice = source.slice(from, count);
      Hdf5Column times = slice.get(EventColumn.TIME);
      Hdf5Column xs = slice.get(EventColumn.X);
      Hdf5Column ys = slice.get(EventColumn.Y);
      Hdf5Column polarities = slice.get(EventColumn.POLARITY);
      TakenUnit taken = unit(options, times.fractional());
      input.findings().take(taken);
      long offset =
          source.startMicros() + source.offset().map(by -> by.micros(0, taken.unit())).orElse(0L);
      for (int i = 0; i < count; i++) {
        try {
          long x = xs.whole(i);
          long y = ys.whole(i);
          long micros = times.micros(i, taken.unit()) + offset;
          if (x < 0 || y < 0 || x >= bounds.width() || y >= bounds.height()) {
            stray(from + i, micros, x, y, bounds);
            continue;
          }
          int on = NumberType.polarity(polarities.whole(i));
          block.add(micros, (int) x, (int) y, on);
        } catch (NumberFormatException e) {
          throw wrong(from + i, e.getMessage());
        }
      }
    }
  }

  private void stray(long event, long micros, long x, long y, SensorBounds bounds)
      throws RecordingException {
    String found =
        String.format(
            Locale.ROOT,
            "x %d and y %d on a sensor of %dx%d%s",
            x,
            y,
            bounds.width(),
            bounds.height(),
            bounds.asStored());
    input.tolerance().stray(micros, () -> wrong(event, found));
  }

  private RecordingException wrong(long event, String found) {
    String what = "event " + event + " of " + source.path();
    return wrong(input.name(), what, "numbers in range", found);
  }

  private TakenUnit unit(DecodeOptions options, boolean fractional) {
    return TakenUnit.of(
        options,
        source.unit().map(Hdf5Unit::unit),
        source.unit().map(Hdf5Unit::where).orElse(""),
        fractional);
  }

  static RecordingException wrong(String recording, String what, Object expected, Object found) {
    return RecordingException.at(
        recording, 0, what, String.format(Locale.ROOT, "expected %s, found %s", expected, found));
  }

  /** What the library says, down to its cause; Prophesee's codec by name. */
  static String reason(Throwable thrown) {
    String all =
        Causes.chain(thrown).stream()
            .map(cause -> cause.getMessage() == null ? cause.toString() : cause.getMessage())
            .collect(Collectors.joining(": "));
    return all.contains("36559")
        ? "events in Prophesee's own codec (filter 36559); export them as RAW or without it"
        : all;
  }
}
