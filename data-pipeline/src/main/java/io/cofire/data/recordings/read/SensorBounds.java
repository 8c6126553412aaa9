package io.cofire.data.recordings.read;

import io.cofire.data.events.SensorGeometry;
import java.util.Locale;
import java.util.Optional;

/** Columns below {@code width} and rows below {@code height} are on the sensor. */
public record SensorBounds(RecordingInput input, int width, int height) {

  /** The sensor's bounds, or all that 16 bits can say where it is not known. */
  public static SensorBounds of(RecordingInput input, Optional<SensorGeometry> sensor) {
    return new SensorBounds(
        input,
        sensor.map(SensorGeometry::width).orElse(65_536),
        sensor.map(SensorGeometry::height).orElse(65_536));
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
            Locale.ROOT, "expected x < %d and y < %d, found x %d and y %d", width, height, x, y));
  }
}
