package io.cofire.data.recordings.prophesee;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.FixedWidth;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Prophesee DAT, {@code .dat} with a header, as of N-CARS: lines {@code % ...}, one byte event type
 * (0 or 12: change detection), one byte event size (8), then {@link DatRecords}. The header's
 * {@code Version} 2 has 14 bits x, 14 bits y and 4 bits polarity; versions before it have the
 * records of {@link AtisTdDecoder}.
 */
final class DatDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("dat");

  @Override
  public String format() {
    return "dat";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return ENDINGS + " that begins with %";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    Optional<PercentHeader> header = PercentHeader.of(head);
    return header.isPresent()
        && header.get().isPresent()
        && header.get().encoding().isEmpty()
        && (ENDINGS.end(fileName) || header.get().field("data").isPresent());
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    PercentHeader header = PercentHeader.read(input);
    DatRecords.Layout layout = layout(input, header);
    SensorGeometry sensor =
        header.sensor(input.name()).or(options::sensor).orElse(layout.addressable());
    requireChangeDetection(input);
    SensorBounds bounds = SensorBounds.of(input, sensor);
    FixedWidth.decode(input, DatRecords.EVENT_BYTES, new DatRecords(bounds, layout), sink);
    return sensor;
  }

  private static DatRecords.Layout layout(RecordingInput input, PercentHeader header)
      throws RecordingException {
    String version = header.field("version").orElse("2");
    return switch (version) {
      case "2" -> DatRecords.VERSION_2;
      case "0", "1" -> DatRecords.ATIS;
      default ->
          throw RecordingException.at(
              input.name(), 0, "unknown DAT version", "expected 0, 1 or 2, found " + version);
    };
  }

  private static void requireChangeDetection(RecordingInput input) throws IOException {
    long offset = input.position();
    byte[] kind = new byte[2];
    int read = input.fill(kind);
    if (read < 2) {
      throw RecordingException.truncated(input.name(), offset, 2, read);
    }
    if ((kind[0] != 0 && kind[0] != 12) || kind[1] != DatRecords.EVENT_BYTES) {
      throw RecordingException.at(
          input.name(),
          offset,
          "unknown kind of events",
          String.format(
              Locale.ROOT,
              "expected type 0 or 12 of 8 bytes, found type %d of %d bytes",
              kind[0] & 0xFF,
              kind[1] & 0xFF));
    }
  }
}
