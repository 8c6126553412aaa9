package io.cofire.data.recordings.prophesee;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.FixedWidth;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import java.io.IOException;

/**
 * ATIS {@code td.dat} without header: {@link DatRecords} of 9 bits x, 8 bits y and 1 bit polarity
 * (1 = ON). Such a file has no mark of its own: the extension must be {@code .dat}, and bits 18 to
 * 31 of every address must be 0.
 */
final class AtisTdDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("dat");

  @Override
  public String format() {
    return "atis-td";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return ENDINGS + " without header";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    if (!ENDINGS.end(fileName)) {
      return false;
    }
    for (int at = 0; at + DatRecords.EVENT_BYTES <= head.length; at += DatRecords.EVENT_BYTES) {
      if (!DatRecords.ATIS.fits(ByteWindow.littleInt(head, at + 4))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    SensorGeometry sensor = options.sensor().orElse(DatRecords.ATIS.addressable());
    SensorBounds bounds = SensorBounds.of(input, sensor);
    FixedWidth.decode(input, DatRecords.EVENT_BYTES, new DatRecords(bounds, DatRecords.ATIS), sink);
    return sensor;
  }
}
