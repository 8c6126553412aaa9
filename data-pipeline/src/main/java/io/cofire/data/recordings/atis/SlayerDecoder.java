package io.cofire.data.recordings.atis;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.FixedWidth;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import java.io.IOException;

/**
 * SLAYER's binary events: no header, records of one width, most significant bit first, told by the
 * extension alone. Without a stated sensor the field is all that a record can say.
 */
abstract class SlayerDecoder implements RecordingDecoder {

  private final String extension;
  private final Endings endings;
  private final int eventBytes;
  private final SensorGeometry addressable;

  SlayerDecoder(String extension, int eventBytes, SensorGeometry addressable) {
    this.extension = extension;
    this.endings = Endings.of(extension);
    this.eventBytes = eventBytes;
    this.addressable = addressable;
  }

  @Override
  public final String format() {
    return "slayer-" + extension;
  }

  @Override
  public final Endings endings() {
    return endings;
  }

  @Override
  public final String looksLike() {
    return endings.toString();
  }

  @Override
  public final boolean accepts(String fileName, byte[] head) {
    return endings.end(fileName);
  }

  @Override
  public final SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    SensorGeometry sensor = options.sensor().orElse(addressable);
    SensorBounds bounds = SensorBounds.of(input, sensor);
    FixedWidth.decode(
        input,
        eventBytes,
        (bytes, length, offset, block) -> records(bounds, bytes, length, offset, block),
        sink);
    return sensor;
  }

  /** Decodes all records of a block, as {@link FixedWidth.Records} does. */
  abstract void records(
      SensorBounds bounds, byte[] bytes, int length, long offset, EventBlock block)
      throws RecordingException;
}
