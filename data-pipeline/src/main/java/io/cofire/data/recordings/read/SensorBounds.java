package io.cofire.data.recordings.read;

import io.cofire.data.events.SensorGeometry;
import java.util.Locale;
import java.util.Optional;

/** Columns below {@code width} and rows below {@code height} are on the sensor. */
public record SensorBounds(String recording, int width, int height) {

  /** The sensor's bounds, or all that 16 bits can say where it is not known. */
  public static SensorBounds of(String recording, Optional<SensorGeometry> sensor) {
    return new SensorBounds(
        recording,
        sensor.map(SensorGeometry::width).orElse(65_536),
        sensor.map(SensorGeometry::height).orElse(65_536));
  }

  /**
   * An error for an event beyond them.
   *
   * @param offset where in the file the event is
   */
  public RecordingException outside(long offset, long x, long y) {
    return RecordingException.at(
        recording,
        offset,
        "event outside the sensor",
        String.format(
            Locale.ROOT, "expected x < %d and y < %d, found x %d and y %d", width, height, x, y));
  }
}
