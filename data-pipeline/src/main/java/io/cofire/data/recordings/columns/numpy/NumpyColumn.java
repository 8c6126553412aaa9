package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.recordings.columns.ColumnBuffers;
import io.cofire.data.recordings.columns.NumberType;
import io.cofire.data.recordings.read.ByteWindow;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.SensorBounds;
import io.cofire.data.recordings.read.TimeUnit;
import java.io.IOException;

/** Numbers of one type, one after the other, that become a column. */
final class NumpyColumn {

  private static final int BLOCK = 1024;

  private final ByteWindow window;
  private final NumberType type;
  private final SensorBounds bounds;
  private final TimeUnit unit;

  /**
   * Numbers.
   *
   * @param unit of times
   */
  NumpyColumn(ByteWindow window, NumberType type, SensorBounds bounds, TimeUnit unit) {
    this.window = window;
    this.type = type;
    this.bounds = bounds;
    this.unit = unit;
  }

  /** Takes the next numbers as a column. */
  void read(EventColumn column, long numbers, ColumnBuffers columns) throws IOException {
    columns.begin(column);
    long[] times = new long[BLOCK];
    short[] others = new short[BLOCK];
    for (long left = numbers; left > 0; ) {
      window.require(type.bytes(), "array");
      int ready = Math.min(window.available() / type.bytes(), BLOCK);
      int count = (int) Math.min(ready, left);
      fill(column, count, times, others, columns);
      if (column == EventColumn.TIME) {
        columns.addTimes(times, count);
      } else {
        columns.add(column, others, count);
      }
      left -= count;
    }
  }

  /** Passes over the next numbers. */
  void skip(long numbers) throws IOException {
    window.skip(numbers * type.bytes(), "array");
  }

  private void fill(
      EventColumn column, int count, long[] times, short[] others, ColumnBuffers columns)
      throws RecordingException {
    int before = columns.size(column);
    for (int i = 0; i < count; i++) {
      int at = window.position();
      try {
        switch (column) {
          case TIME -> times[i] = type.micros(window.bytes, at, unit);
          case X ->
              others[i] =
                  columns.coordinate(type.whole(window.bytes, at), bounds.width(), before + i);
          case Y ->
              others[i] =
                  columns.coordinate(type.whole(window.bytes, at), bounds.height(), before + i);
          case POLARITY -> others[i] = (short) NumberType.polarity(type.whole(window.bytes, at));
        }
      } catch (NumberFormatException e) {
        throw window.wrong(window.offset(), "number", "one in the column's range", e.getMessage());
      }
      window.advance(type.bytes());
    }
  }
}
