package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.EventBlock;
import io.cofire.data.recordings.read.EventColumn;
import io.cofire.data.recordings.read.MeasuringSink;
import io.cofire.data.recordings.read.RecordingException;
import io.cofire.data.recordings.read.RecordingInput;
import io.cofire.data.recordings.read.SensorBounds;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whole columns, for files that store them one after the other. They grow with what is really
 * there.
 */
public final class ColumnBuffers {

  /** Most events of a recording: 268 million, 3.8 GB. */
  static final int MOST_EVENTS = 1 << 28;

  private static final int FIRST = 1 << 12;

  private final RecordingInput input;
  private long[] times = new long[0];
  private final Map<EventColumn, short[]> others = new EnumMap<>(EventColumn.class);
  private final Map<EventColumn, Integer> sizes = new EnumMap<>(EventColumn.class);
  private final BitSet strays = new BitSet(); // events outside the sensor

  /** No columns; the input is where they come from, for messages. */
  public ColumnBuffers(RecordingInput input) {
    this.input = input;
  }

  /** Whether a column has been begun. */
  public boolean has(EventColumn column) {
    return sizes.containsKey(column);
  }

  /** Begins a column, without a value. */
  public void begin(EventColumn column) {
    sizes.put(column, 0);
    if (column != EventColumn.TIME) {
      others.put(column, new short[0]);
    }
  }

  /** How many values a column has. */
  public int size(EventColumn column) {
    return sizes.getOrDefault(column, 0);
  }

  /** Appends times in microseconds. */
  public void addTimes(long[] micros, int count) throws RecordingException {
    int size = size(EventColumn.TIME);
    if (size + count > times.length) {
      times = Arrays.copyOf(times, capacity(size, count));
    }
    System.arraycopy(micros, 0, times, size, count);
    sizes.put(EventColumn.TIME, size + count);
  }

  /** Appends columns, rows or polarities, unsigned. */
  public void add(EventColumn column, short[] values, int count) throws RecordingException {
    int size = size(column);
    short[] buffer = others.get(column);
    if (size + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, capacity(size, count));
      others.put(column, buffer);
    }
    System.arraycopy(values, 0, buffer, size, count);
    sizes.put(column, size + count);
  }

  /** Adds to all times. */
  public void shift(long micros) {
    int size = size(EventColumn.TIME);
    for (int i = 0; i < size; i++) {
      times[i] += micros;
    }
  }

  private int capacity(int size, int more) throws RecordingException {
    long needed = (long) size + more;
    if (needed > MOST_EVENTS) {
      throw RecordingException.at(
          input.name(),
          input.position(),
          "too many events",
          String.format(Locale.ROOT, "expected at most %d, found more", MOST_EVENTS));
    }
    return (int) Math.min(MOST_EVENTS, Math.max(needed, Math.max(FIRST, 2L * size)));
  }

  /**
   * Checks that every column is there and that all are equally long.
   *
   * @param names what it holds, for the message
   */
  public void requireAll(List<String> names) throws RecordingException {
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
   * A column or row of an event; one that is not below the end of the sensor is kept in mind, and
   * the event left out in the end, where that may be tolerated.
   *
   * @param event number of the event
   * @throws NumberFormatException if it is outside and that is not tolerated
   */
  public short coordinate(long value, int end, int event) {
    if (value >= 0 && value < end) {
      return (short) value;
    }
    if (!input.tolerance().takesStrays()) {
      throw new NumberFormatException(value + " (the sensor ends at " + end + ")");
    }
    strays.set(event);
    return (short) (value < 0 ? -1 : Math.min(value, 0xFFFF));
  }

  /** Hands on all events that are on the sensor; the columns must have equal lengths. */
  public SensorGeometry emit(Optional<SensorGeometry> sensor, EventSink sink)
      throws RecordingException {
    SensorBounds bounds = SensorBounds.of(input, sensor);
    MeasuringSink measured = new MeasuringSink(sink);
    EventBlock block = new EventBlock(sensor.isPresent() ? sink : measured);
    short[] xs = others.get(EventColumn.X);
    short[] ys = others.get(EventColumn.Y);
    short[] polarities = others.get(EventColumn.POLARITY);
    int size = size(EventColumn.TIME);
    int stray = strays.nextSetBit(0);
    for (int i = 0; i < size; i++) {
      if (i == stray) {
        bounds.stray(input.position(), times[i], xs[i] & 0xFFFF, ys[i] & 0xFFFF);
        stray = strays.nextSetBit(i + 1);
      } else {
        block.add(times[i], xs[i], ys[i], polarities[i]);
      }
    }
    block.flush();
    return measured.sensor(sensor);
  }
}
