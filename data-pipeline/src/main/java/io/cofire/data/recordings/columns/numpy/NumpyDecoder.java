package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.Particular;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A NumPy array, {@code .npy}: of structures, one an event ({@link NumpyRows}), of two dimensions
 * whose columns the options name ({@link NumpyTable}), or of packets ({@link PickledPackets}).
 */
final class NumpyDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("npy");

  private static final byte[] MAGIC = NumpyHeader.MAGIC.getBytes(StandardCharsets.ISO_8859_1);

  @Override
  public String format() {
    return "npy";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return ENDINGS + ", an array of t, x, y, p";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  @Override
  public Set<Particular> obeyed() {
    return Set.of(Particular.TIME_UNIT, Particular.COLUMNS);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    ByteWindow window = new ByteWindow(input);
    String text = NumpyHeader.text(window);
    MeasuringSink measured = new MeasuringSink(sink);
    Optional<SensorGeometry> sensor = options.sensor();
    EventSink target = sensor.isPresent() ? sink : measured;
    if (NumpyHeader.isObjects(text)) {
      PickledPackets.decode(window, options, input.findings(), new EventBlock(target));
      return measured.sensor(sensor);
    }
    NumpyHeader header = NumpyHeader.parse(text, window);
    boolean oneRow = options.columns().filter(names -> names.size() == header.rows()).isPresent();
    if (header.isStructure() || (header.isVector() && !oneRow)) {
      NumpyRows.of(window, header, options, input.findings()).decode(new EventBlock(target));
    } else {
      new NumpyTable(window, header, options, input.findings()).decode(target);
    }
    return measured.sensor(sensor);
  }
}
