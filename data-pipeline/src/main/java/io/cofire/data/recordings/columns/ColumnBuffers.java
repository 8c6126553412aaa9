package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whole columns, for files that store them one after the other. They grow with what is really
 * there.
 */
final class ColumnBuffers {

  private static final int FIRST = 1 << 12;

  private long[] times = new long[0];
  private final Map<EventColumn, short[]> others = new EnumMap<>(EventColumn.class);
  private final Map<EventColumn, Integer> sizes = new EnumMap<>(EventColumn.class);

  /** Whether a column has been begun. */
  boolean has(EventColumn column) {
    return sizes.containsKey(column);
  }

  void begin(EventColumn column) {
    sizes.put(column, 0);
    if (column != EventColumn.TIME) {
      others.put(column, new short[0]);
    }
  }

  int size(EventColumn column) {
    return sizes.getOrDefault(column, 0);
  }

  /** Appends times in microseconds. */
  void addTimes(long[] micros, int count) {
    int size = size(EventColumn.TIME);
    if (size + count > times.length) {
      times = Arrays.copyOf(times, capacity(size, count));
    }
    System.arraycopy(micros, 0, times, size, count);
    sizes.put(EventColumn.TIME, size + count);
  }

  /** Appends columns, rows or polarities, unsigned. */
  void add(EventColumn column, short[] values, int count) {
    int size = size(column);
    short[] buffer = others.get(column);
    if (size + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, capacity(size, count));
      others.put(column, buffer);
    }
    System.arraycopy(values, 0, buffer, size, count);
    sizes.put(column, size + count);
  }

  private static int capacity(int size, int more) {
    long needed = (long) size + more;
    if (needed > Integer.MAX_VALUE - 8) {
      throw new NumberFormatException("more than 2^31 events");
    }
    return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, Math.max(FIRST, 2L * size)));
  }

  /**
   * Checks that every column is there and that all are equally long.
   *
   * @param input the file, which has been read
   * @param names what it holds, for the message
   */
  void requireAll(RecordingInput input, List<String> names) throws RecordingException {
    for (EventColumn column : EventColumn.values()) {
      if (!has(column)) {
        throw RecordingException.at(
            input.name(),
            input.position(),
            "missing column",
            String.format(
                Locale.ROOT,
                "expected one of %s, found %s",
                column,
                names.subList(0, Math.min(10, names.size()))));
      }
      if (size(column) != size(EventColumn.TIME)) {
        throw RecordingException.at(
            input.name(),
            input.position(),
            "columns of unequal lengths",
            String.format(
                Locale.ROOT,
                "expected %d of %s, found %d",
                size(EventColumn.TIME),
                column,
                size(column)));
      }
    }
  }

  /**
   * A column or row below the end of the sensor.
   *
   * @throws NumberFormatException if it is outside
   */
  static short coordinate(long value, int end) {
    if (value < 0 || value >= end) {
      throw new NumberFormatException(value + " (the sensor ends at " + end + ")");
    }
    return (short) value;
  }

  /** Hands all events on; the columns must have equal lengths and be on the sensor. */
  SensorGeometry emit(Optional<SensorGeometry> sensor, EventSink sink) {
    MeasuringSink measured = new MeasuringSink(sink);
    EventBlock block = new EventBlock(sensor.isPresent() ? sink : measured);
    short[] xs = others.get(EventColumn.X);
    short[] ys = others.get(EventColumn.Y);
    short[] polarities = others.get(EventColumn.POLARITY);
    int size = size(EventColumn.TIME);
    for (int i = 0; i < size; i++) {
      block.add(times[i], xs[i], ys[i], polarities[i]);
    }
    block.flush();
    return measured.sensor(sensor);
  }
}
