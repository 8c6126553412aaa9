package io.cofire.data.recordings.aedat;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * AEDAT 1.0 of jAER: lines that begin with {@code #}, which may be missing, then records of 6
 * bytes, big-endian: a 16-bit DVS128 address ({@link AddressLayout#DVS128}) and a 32-bit time in
 * microseconds. Special events are skipped.
 */
final class Aedat1Decoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("aedat");

  private static final SensorGeometry DVS128 = new SensorGeometry(128, 128);

  @Override
  public String format() {
    return "aedat1";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return "#!AER-DAT1.0, or " + ENDINGS + " without #!AER-DAT";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    String start = new String(head, 0, Math.min(head.length, 10), StandardCharsets.ISO_8859_1);
    return start.startsWith("#!AER-DAT1")
        || (ENDINGS.end(fileName) && !start.startsWith("#!AER-DAT"));
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    SensorGeometry sensor = options.sensor().orElse(DVS128);
    ByteWindow window = new ByteWindow(input);
    AedatHeader.read(window);
    new AddressRecords(window, 2, AddressLayout.DVS128, sensor).decode(sink);
    return sensor;
  }
}
