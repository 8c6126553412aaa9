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
import java.util.Optional;

/**
 * AEDAT 2.0 of jAER, as of CIFAR10-DVS and Poker-DVS: lines that begin with {@code #}, then records
 * of 8 bytes, big-endian: a 32-bit address ({@link AddressLayout}) and a 32-bit time in
 * microseconds. Special events, frames and IMU records are skipped.
 */
final class Aedat2Decoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("aedat");

  private static final SensorGeometry DVS128 = new SensorGeometry(128, 128);
  private static final SensorGeometry DAVIS_ADDRESSABLE = new SensorGeometry(1024, 512);

  @Override
  public String format() {
    return "aedat2";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return "#!AER-DAT2.0";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return new String(head, 0, Math.min(head.length, 10), StandardCharsets.ISO_8859_1)
        .equals("#!AER-DAT2");
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    ByteWindow window = new ByteWindow(input);
    AedatHeader header = AedatHeader.read(window);
    Optional<SensorGeometry> stated = options.sensor();
    AddressLayout layout = AddressLayout.of(header, stated, input.name());
    SensorGeometry sensor =
        stated
            .or(header::sensor)
            .orElse(layout == AddressLayout.DVS128 ? DVS128 : DAVIS_ADDRESSABLE);
    new AddressRecords(window, 4, layout, sensor).decode(sink);
    return sensor;
  }
}
