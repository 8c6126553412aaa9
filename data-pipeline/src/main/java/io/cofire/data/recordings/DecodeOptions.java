package io.cofire.data.recordings;

import io.cofire.data.events.SensorGeometry;
import java.util.Optional;

/**
 * What a reader knows beyond the file.
 *
 * @param sensor size of the sensor, for formats that do not state it; events outside it are an
 *     error
 * @param format name of the format ({@link RecordingDecoder#format()}), for files whose content and
 *     extension do not tell it
 */
public record DecodeOptions(Optional<SensorGeometry> sensor, Optional<String> format) {

  /** Nothing is known: formats use the range that they can address. */
  public static DecodeOptions none() {
    return new DecodeOptions(Optional.empty(), Optional.empty());
  }

  /** The size of the sensor is known. */
  public static DecodeOptions sensor(SensorGeometry sensor) {
    return new DecodeOptions(Optional.of(sensor), Optional.empty());
  }

  /** The same, with the format known too. */
  public DecodeOptions withFormat(String name) {
    return new DecodeOptions(sensor, Optional.of(name));
  }
}
