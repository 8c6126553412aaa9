package io.cofire.data.recordings.read;

import io.cofire.data.events.SensorGeometry;
import java.util.Locale;
import java.util.Optional;

/**
 * Columns below {@code width} and rows below {@code height} are on the sensor.
 *
 * @param column what messages call columns: as the file does
 * @param row what messages call rows
 */
public record SensorBounds(RecordingInput input, int width, int height, String column, String row) {

  /** The sensor's bounds, or all that 16 bits can say where it is not known. */
  public static SensorBounds of(RecordingInput input, Optional<SensorGeometry> sensor) {
    return new SensorBounds(
        input,
        sensor.map(SensorGeometry::width).orElse(65_536),
        sensor.map(SensorGeometry::height).orElse(65_536),
        "x",
        "y");
  }

  /** The same where a file calls columns and rows otherwise than x and y. */
  public SensorBounds named(String columns, String rows) {
    return new SensorBounds(input, width, height, columns, rows);
  }

  /** The bounds of a sensor. */
  public static SensorBounds of(RecordingInput input, SensorGeometry sensor) {
    return of(input, Optional.of(sensor));
  }

  /**
   * Hands an event beyond them to the {@link Tolerance}; the caller goes on without it.
   *
   * @param offset where in the file the event is
   * @param micros its time
   * @throws RecordingException if it is not let go
   */
  public void stray(long offset, long micros, long x, long y) throws RecordingException {
    input.tolerance().stray(micros, () -> outside(offset, x, y));
  }

  private RecordingException outside(long offset, long x, long y) {
    return RecordingException.at(
        input.name(),
        offset,
        "event outside the sensor",
        String.format(
            Locale.ROOT,
            "expected %s < %d and %s < %d%s, found %s %d and %s %d",
            column,
            width,
            row,
            height,
            asStored(),
            column,
            x,
            row,
            y));
  }

  /** What a message has to say where the image has columns and rows elsewhere than the file. */
  public String asStored() {
    return input.orientation() == Orientation.AS_STORED
        ? ""
        : String.format(
            Locale.ROOT,
            " in the file, before orientation %s",
            input.orientation().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
