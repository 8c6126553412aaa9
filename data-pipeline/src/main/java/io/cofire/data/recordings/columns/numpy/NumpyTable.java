package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.events.EventSink;
import io.cofire.data.recordings.columns.ColumnBuffers;
import io.cofire.data.recordings.columns.NumberType;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.ColumnLabel;
import io.cofire.data.recordings.read.ColumnOrder;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.Findings;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TakenUnit;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Events that are rows, or columns, of an array of two dimensions without names: the user names
 * them.
 */
final class NumpyTable {

  private final ByteWindow window;
  private final NumpyHeader header;
  private final DecodeOptions options;
  private final Findings findings;

  NumpyTable(ByteWindow window, NumpyHeader header, DecodeOptions options, Findings findings) {
    this.window = window;
    this.header = header;
    this.options = options;
    this.findings = findings;
  }

  /**
   * All events, of an array that is the rest of the input.
   *
   * @throws RecordingException if nothing names its columns, or not as many as there are
   */
  void decode(EventSink sink) throws IOException {
    long inner = header.inner();
    long outer = inner == 0 ? 0 : header.rows() / inner;
    ColumnOrder columns = options.columns().orElseThrow(() -> unnamed(outer, inner));
    if (inner == columns.size()) {
      NumpyRows.of(window, header.named(columns.words()), options, findings)
          .decode(new EventBlock(sink));
    } else if (outer == columns.size()) {
      columnByColumn(columns, inner, sink);
    } else {
      throw wrong(outer, inner, columns.size() + " columns, " + columns);
    }
  }

  private void columnByColumn(ColumnOrder columns, long events, EventSink sink) throws IOException {
    NumberType type = header.fields().get(0).type();
    TakenUnit taken = TakenUnit.of(options, Optional.empty(), "", type.fractional());
    findings.take(taken);
    SensorBounds bounds = SensorBounds.of(window.input(), options.sensor());
    NumpyColumn numbers = new NumpyColumn(window, type, bounds, taken.unit());
    ColumnBuffers buffers = new ColumnBuffers(window.input());
    for (String word : columns.words()) {
      Optional<ColumnLabel> label = ColumnLabel.of(word);
      if (label.isPresent()) {
        numbers.read(label.get().column(), events, buffers);
      } else {
        numbers.skip(events);
      }
    }
    NumpyRows.requireEnd(window);
    buffers.emit(options.sensor(), sink);
  }

  private RecordingException unnamed(long outer, long inner) {
    return wrong(outer, inner, "names for its columns; name the columns");
  }

  private RecordingException wrong(long outer, long inner, String expected) {
    return window.wrong(
        window.offset(),
        "array of two dimensions",
        expected,
        String.format(Locale.ROOT, "%d rows of %d numbers", outer, inner));
  }
}
