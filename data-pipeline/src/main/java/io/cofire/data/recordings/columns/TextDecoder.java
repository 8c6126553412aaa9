package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.Particular;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Text, {@code .txt} and {@code .csv}: one event a line, its numbers separated by spaces, tabs,
 * commas or semicolons, quoted or not. Lines that begin with {@code #} or {@code %} are comments,
 * and {@code %geometry:W,H} or a first line of two whole numbers states the sensor. What names the
 * columns, {@link TextHead} says; every line has as many fields as there are columns. Times are
 * {@link TextNumber decimal numbers} in the unit that the options state, else the name of their
 * column, else seconds where one has a fraction and microseconds where none has; polarity is 1, 0,
 * -1, True or False.
 */
final class TextDecoder implements RecordingDecoder {

  private static final Endings ENDINGS = Endings.of("txt", "csv");

  @Override
  public String format() {
    return "text";
  }

  @Override
  public Endings endings() {
    return ENDINGS;
  }

  @Override
  public String looksLike() {
    return ENDINGS + " of t x y p";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    if (!ENDINGS.end(fileName)) {
      return false;
    }
    for (byte next : head) {
      if (next >= 0 && next < ' ' && next != '\t' && next != '\r' && next != '\n') {
        return false;
      }
    }
    return true;
  }

  @Override
  public Set<Particular> obeyed() {
    return Set.of(Particular.TIME_UNIT, Particular.COLUMNS);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    TextLines lines = new TextLines(new ByteWindow(input));
    TextHead head = TextHead.read(lines, options);
    Optional<SensorGeometry> sensor = head.size().or(options::sensor);
    MeasuringSink measured = new MeasuringSink(sink);
    if (head.event()) {
      TextRows rows = new TextRows(lines, head.columns(), SensorBounds.of(input, sensor));
      rows.decode(options, input.findings(), sensor.isPresent() ? sink : measured);
    }
    return measured.sensor(sensor);
  }
}
