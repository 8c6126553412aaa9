package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.Endings;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.RecordingDecoder;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TextOrder;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text, {@code .txt} and {@code .csv}: one event a line, its numbers separated by spaces, tabs,
 * commas or semicolons. Lines that begin with {@code #} or {@code %} are comments, and {@code
 * %geometry:W,H} or a first line of two whole numbers states the sensor. A first line with a word
 * names the columns: {@link TextColumns}. Without it their order is the option {@link TextOrder}.
 * Times are {@link TextNumber decimal numbers} in the {@link TimeUnit} of the options; polarity is
 * 1, 0, -1, True or False.
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
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    TextLines lines = new TextLines(new ByteWindow(input));
    Optional<TextColumns> named = Optional.empty();
    Optional<SensorGeometry> size = Optional.empty();
    boolean event = false;
    while (!event && lines.next()) {
      if (lines.comment()) {
        size = size.or(lines::geometry);
      } else if (named.isEmpty() && lines.isWords()) {
        named = Optional.of(TextColumns.named(lines));
      } else if (named.isEmpty() && size.isEmpty() && lines.fields() == 2) {
        size = Optional.of(lines.size());
      } else {
        event = true;
      }
    }
    Optional<SensorGeometry> sensor = size.or(options::sensor);
    MeasuringSink measured = new MeasuringSink(sink);
    EventBlock block = new EventBlock(sensor.isPresent() ? sink : measured);
    TextColumns columns = named.orElseGet(() -> TextColumns.of(options.textOrder()));
    SensorBounds bounds = SensorBounds.of(input.name(), sensor);
    if (event) {
      TimeUnit unit = options.timeUnit().resolve(lines.isFractional(columns.time()));
      do {
        if (!lines.comment()) {
          add(lines, columns, unit, bounds, block);
        }
      } while (lines.next());
    }
    block.flush();
    return measured.sensor(sensor);
  }

  private static void add(
      TextLines lines, TextColumns columns, TimeUnit unit, SensorBounds bounds, EventBlock block)
      throws RecordingException {
    if (lines.fields() < columns.count()) {
      throw lines.wrong("event", columns.count() + " numbers", lines.fields() + " in the line");
    }
    long time = lines.micros(columns.time(), unit);
    long x = lines.whole(columns.x());
    long y = lines.whole(columns.y());
    if (x < 0 || y < 0 || x >= bounds.width() || y >= bounds.height()) {
      throw bounds.outside(lines.offset(), x, y);
    }
    block.add(time, (int) x, (int) y, lines.polarity(columns.polarity()));
  }

  /** Text of bytes, for messages. */
  static String text(byte[] bytes, int from, int to) {
    String all = new String(bytes, from, Math.min(to - from, 40), StandardCharsets.ISO_8859_1);
    return to - from > 40 ? all + "..." : all;
  }
}
