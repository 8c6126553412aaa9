package io.cofire.data.shards;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.filters.EventFilter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.apache.parquet.io.api.Binary;

/**
 * The events of one sample, packed block by block into the columns of a shard as they come: about
 * three bytes an event where an event stream has thirteen.
 */
public final class PackedEvents implements EventSink {

  /** Most events of a sample: a column has to fit an array. */
  public static final int MOST_EVENTS = 200_000_000;

  private static final int BLOCK = 2048;
  private static final int MOST_EXPECTED = 1 << 24; // whatever a file promises

  private final SensorGeometry sensor;
  private final PackedColumn times = new PackedColumn();
  private final PackedColumn xs = new PackedColumn();
  private final PackedColumn ys = new PackedColumn();
  private final PackedColumn polarities = new PackedColumn();
  private final byte[] lastPolarities = new byte[Long.BYTES]; // fewer than eight, not yet packed
  private long count;
  private long lastMicros; // of the event that came last
  private long earliestMicros = Long.MAX_VALUE;
  private long latestMicros = Long.MIN_VALUE;

  /** No events. */
  public PackedEvents(SensorGeometry sensor) {
    this.sensor = sensor;
  }

  @Override
  public void expect(long events) {
    int likely = (int) Math.min(events, MOST_EXPECTED);
    times.room(likely + BLOCK * PackedForms.LONGEST_TIME); // most differences fit a byte
    xs.room(likely * PackedForms.coordinateBytes(sensor.width()));
    ys.room(likely * PackedForms.coordinateBytes(sensor.height()));
    polarities.room(likely / Long.BYTES);
  }

  @Override
  public void accept(
      long[] timesMicros, short[] columns, short[] rows, byte[] signs, int blockCount) {
    for (int from = 0; from < blockCount && fits(); from += BLOCK) {
      int to = Math.min(blockCount, from + BLOCK);
      packTimes(timesMicros, from, to);
      packCoordinates(xs, columns, from, to, sensor.width());
      packCoordinates(ys, rows, from, to, sensor.height());
      packPolarities(signs, from, to);
      count += to - from;
    }
  }

  /** Number of events; above {@link #MOST_EVENTS} they are no longer kept. */
  public long size() {
    return count;
  }

  /** Microseconds from the earliest event to the latest, in whatever order they came. */
  public long spanMicros() {
    return count == 0 ? 0 : latestMicros - earliestMicros;
  }

  /** Whether all events that came are kept. */
  public boolean fits() {
    return count <= MOST_EVENTS;
  }

  private void packTimes(long[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      earliestMicros = Math.min(earliestMicros, values[i]);
      latestMicros = Math.max(latestMicros, values[i]);
    }
    byte[] room = times.room((to - from) * PackedForms.LONGEST_TIME);
    times.end(PackedForms.packTimes(values, from, to, lastMicros, room, times.size()));
    lastMicros = values[to - 1];
  }

  private static void packCoordinates(
      PackedColumn column, short[] values, int from, int to, int side) {
    byte[] room = column.room((to - from) * PackedForms.coordinateBytes(side));
    column.end(PackedForms.packCoordinates(values, from, to, side, room, column.size()));
  }

  private void packPolarities(byte[] values, int from, int to) {
    byte[] room = polarities.room((to - from) / Long.BYTES + 1);
    int begun = (int) (count % Long.BYTES);
    int next = from;
    if (begun > 0) {
      int taken = Math.min(Long.BYTES - begun, to - from);
      System.arraycopy(values, from, lastPolarities, begun, taken);
      next += taken;
      if (begun + taken < Long.BYTES) {
        return;
      }
      packWhole(lastPolarities, 0, Long.BYTES, room);
    }
    int whole = next + (to - next) / Long.BYTES * Long.BYTES;
    packWhole(values, next, whole, room);
    System.arraycopy(values, whole, lastPolarities, 0, to - whole);
  }

  private void packWhole(byte[] values, int from, int to, byte[] room) {
    polarities.end(PackedForms.packPolarities(values, from, to, room, polarities.size()));
  }

  /** Bytes of heap that the columns take. */
  long heap() {
    return columns().stream().mapToLong(PackedColumn::heap).sum();
  }

  /** Moves what is packed to a file. */
  void spill(FileChannel file) throws IOException {
    for (PackedColumn column : columns()) {
      column.spill(file);
    }
  }

  /** Takes back what was moved to a file. */
  void restore(FileChannel file) throws IOException {
    for (PackedColumn column : columns()) {
      column.restore(file);
    }
  }

  private List<PackedColumn> columns() {
    return List.of(times, xs, ys, polarities);
  }

  /**
   * The same without what filters drop; the same object where there are none.
   *
   * @throws io.cofire.data.errors.Misfit if the sensor is too large for one
   */
  public PackedEvents filtered(List<EventFilter> filters) {
    if (filters.isEmpty() || !fits() || count == 0) {
      return this;
    }
    EventStream kept = EventFilter.apply(filters, events());
    PackedEvents packed = new PackedEvents(sensor);
    packed.accept(kept.timesMicros(), kept.xs(), kept.ys(), kept.polarities(), kept.size());
    return packed;
  }

  private EventStream events() {
    return new PackedSample(
            "",
            0,
            sensor,
            (int) count,
            times().getBytes(),
            xs().getBytes(),
            ys().getBytes(),
            polarities().getBytes())
        .events();
  }

  SensorGeometry sensor() {
    return sensor;
  }

  Binary times() {
    return binary(times);
  }

  Binary xs() {
    return binary(xs);
  }

  Binary ys() {
    return binary(ys);
  }

  /** Ends the sample: the bits of the last byte that are no event are 0. */
  Binary polarities() {
    int begun = (int) (count % Long.BYTES);
    if (begun == 0) {
      return binary(polarities);
    }
    byte[] room = polarities.room(1);
    byte[] last = new byte[Long.BYTES];
    System.arraycopy(lastPolarities, 0, last, 0, begun);
    int end = PackedForms.packPolarities(last, 0, Long.BYTES, room, polarities.size());
    return Binary.fromConstantByteArray(room, 0, end);
  }

  private static Binary binary(PackedColumn column) {
    return Binary.fromConstantByteArray(column.room(0), 0, column.size());
  }
}
