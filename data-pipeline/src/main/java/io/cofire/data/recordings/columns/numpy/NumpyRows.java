package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.recordings.columns.NumberType;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TakenUnit;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;
import java.util.List;

/**
 * Events that are rows of an array: fields for time, column, row and polarity of any whole or
 * floating-point type; other fields are left aside.
 */
final class NumpyRows {

  private final ByteWindow window;
  private final NumpyHeader header;
  private final SensorBounds bounds;
  private final TimeUnit unit;
  private final NumpyHeader.Field time;
  private final NumpyHeader.Field x;
  private final NumpyHeader.Field y;
  private final NumpyHeader.Field polarity; // or null
  private final int constant; // the polarity where no field has it

  /** Rows of which a field has the polarity. */
  static NumpyRows of(
      ByteWindow window, NumpyHeader header, DecodeOptions options, Findings findings)
      throws RecordingException {
    NumpyHeader.Field polarity = find(window, header, EventColumn.POLARITY);
    return new NumpyRows(window, header, options, findings, polarity, 0);
  }

  /** Rows of one polarity. */
  static NumpyRows of(
      ByteWindow window, NumpyHeader header, DecodeOptions options, Findings findings, int polarity)
      throws RecordingException {
    return new NumpyRows(window, header, options, findings, null, polarity);
  }

  private NumpyRows(
      ByteWindow window,
      NumpyHeader header,
      DecodeOptions options,
      Findings findings,
      NumpyHeader.Field polarity,
      int constant)
      throws RecordingException {
    this.window = window;
    this.header = header;
    this.time = find(window, header, EventColumn.TIME);
    this.x = find(window, header, EventColumn.X);
    this.y = find(window, header, EventColumn.Y);
    this.bounds = SensorBounds.of(window.input(), options.sensor()).named(word(x), word(y));
    this.polarity = polarity;
    this.constant = constant;
    TakenUnit taken =
        TakenUnit.of(
            options,
            ColumnLabel.of(time.name()).flatMap(ColumnLabel::unit),
            "the name of column " + time.name(),
            time.type().fractional());
    this.unit = taken.unit();
    findings.take(taken);
  }

  /** What messages call a field: its name, or its place where it has none. */
  private String word(NumpyHeader.Field field) {
    return header.isTable() ? "[:, " + header.fields().indexOf(field) + "]" : field.name();
  }

  private static NumpyHeader.Field find(ByteWindow window, NumpyHeader header, EventColumn column)
      throws RecordingException {
    List<NumpyHeader.Field> found =
        header.fields().stream()
            .filter(field -> ColumnLabel.means(field.name(), column) && field.type().kind() != 'V')
            .toList();
    if (found.size() != 1) {
      throw window.wrong(
          window.offset(),
          "fields of the array",
          "one of " + column,
          header.fields().stream().map(NumpyHeader.Field::name).toList());
    }
    return found.get(0);
  }

  /** Whether an array's structure has all columns. */
  static boolean fit(NumpyHeader header) {
    for (EventColumn column : EventColumn.values()) {
      if (header.fields().stream()
          .noneMatch(
              field -> ColumnLabel.means(field.name(), column) && field.type().kind() != 'V')) {
        return false;
      }
    }
    return header.isVector();
  }

  /** All rows, which must be what is left of the input. */
  void decode(EventBlock block) throws IOException {
    for (long left = header.rows(); left > 0; left--) {
      if (!window.has(header.rowBytes())) {
        cut();
        break;
      }
      add(block);
      window.advance(header.rowBytes());
    }
    requireEnd(window);
    block.flush();
  }

  /** Takes a row that is not whole, with which the file ends. */
  private void cut() throws RecordingException {
    int rest = window.available();
    RecordingException cut = window.truncated("event", window.offset(), header.rowBytes(), rest);
    window.input().cut(rest, cut);
    window.advance(rest);
  }

  /** Refuses bytes behind an array. */
  static void requireEnd(ByteWindow window) throws IOException {
    if (window.has(1)) {
      throw window.wrong(window.offset(), "end of the array", "no bytes", "more bytes");
    }
  }

  private void add(EventBlock block) throws RecordingException {
    byte[] bytes = window.bytes;
    int at = window.position();
    try {
      long column = x.type().whole(bytes, at + x.at());
      long row = y.type().whole(bytes, at + y.at());
      long micros = time.type().micros(bytes, at + time.at(), unit);
      if (column < 0 || row < 0 || column >= bounds.width() || row >= bounds.height()) {
        bounds.stray(window.offset(), micros, column, row);
        return;
      }
      int on =
          polarity == null
              ? constant
              : NumberType.polarity(polarity.type().whole(bytes, at + polarity.at()));
      block.add(micros, (int) column, (int) row, on);
    } catch (NumberFormatException e) {
      throw window.wrong(window.offset(), "event", "numbers in range", e.getMessage());
    }
  }
}
