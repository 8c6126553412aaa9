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
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A NumPy array of structures, {@code .npy}: one row an event, with fields for {@link EventColumn
 * time, column, row and polarity} of any whole or floating-point type; other fields are left aside.
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
    return ENDINGS + ", a structured array of t, x, y, p";
  }

  @Override
  public boolean accepts(String fileName, byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  @Override
  public SensorGeometry decode(RecordingInput input, DecodeOptions options, EventSink sink)
      throws IOException {
    ByteWindow window = new ByteWindow(input);
    long start = window.offset();
    NumpyHeader header = NumpyHeader.read(window);
    MeasuringSink measured = new MeasuringSink(sink);
    Optional<SensorGeometry> sensor = options.sensor();
    EventBlock block = new EventBlock(sensor.isPresent() ? sink : measured);
    Rows rows = Rows.of(header, options, window, start);
    for (long left = header.rows(); left > 0; left--) {
      window.require(header.rowBytes(), "event");
      rows.add(block);
      window.advance(header.rowBytes());
    }
    if (window.has(1)) {
      throw window.wrong(window.offset(), "end of the array", "no bytes", "more bytes");
    }
    block.flush();
    return measured.sensor(sensor);
  }

  private record Rows(
      ByteWindow window,
      SensorBounds bounds,
      TimeUnit unit,
      NumpyHeader.Field time,
      NumpyHeader.Field x,
      NumpyHeader.Field y,
      NumpyHeader.Field polarity) {

    static Rows of(NumpyHeader header, DecodeOptions options, ByteWindow window, long start)
        throws RecordingException {
      NumpyHeader.Field time = find(header, EventColumn.TIME, window, start);
      return new Rows(
          window,
          SensorBounds.of(window.name(), options.sensor()),
          options.timeUnit().resolve(time.type().fractional()),
          time,
          find(header, EventColumn.X, window, start),
          find(header, EventColumn.Y, window, start),
          find(header, EventColumn.POLARITY, window, start));
    }

    private static NumpyHeader.Field find(
        NumpyHeader header, EventColumn column, ByteWindow window, long start)
        throws RecordingException {
      for (NumpyHeader.Field field : header.fields()) {
        if (column.means(field.name()) && field.type().kind() != 'V') {
          return field;
        }
      }
      throw window.wrong(
          start,
          "fields of the array",
          "one of " + column,
          header.fields().stream().map(NumpyHeader.Field::name).toList());
    }

    void add(EventBlock block) throws RecordingException {
      byte[] bytes = window.bytes;
      int at = window.position();
      try {
        long column = x.type().whole(bytes, at + x.at());
        long row = y.type().whole(bytes, at + y.at());
        if (column < 0 || row < 0 || column >= bounds.width() || row >= bounds.height()) {
          throw bounds.outside(window.offset(), column, row);
        }
        long micros = time.type().micros(bytes, at + time.at(), unit);
        int on = NumpyDecoder.polarity(polarity.type().whole(bytes, at + polarity.at()));
        block.add(micros, (int) column, (int) row, on);
      } catch (NumberFormatException e) {
        throw window.wrong(window.offset(), "event", "numbers in range", e.getMessage());
      }
    }
  }

  /**
   * 1 of 1, 0 of 0 or -1.
   *
   * @throws NumberFormatException if it is another
   */
  static int polarity(long stored) {
    if (stored < -1 || stored > 1) {
      throw new NumberFormatException("polarity " + stored);
    }
    return stored == 1 ? 1 : 0;
  }
}
