package io.cofire.data.recordings;

import io.cofire.data.events.SensorGeometry;
import java.util.Optional;

/**
 * What a reader knows beyond the file.
 *
 * @param sensor size of the sensor, for formats that do not state it; events outside it are an
 *     error
 */
public record DecodeOptions(Optional<SensorGeometry> sensor) {

  /** Nothing is known: formats use the range that they can address. */
  public static DecodeOptions none() {
    return new DecodeOptions(Optional.empty());
  }

  /** The size of the sensor is known. */
  public static DecodeOptions sensor(SensorGeometry sensor) {
    return new DecodeOptions(Optional.of(sensor));
  }
}
