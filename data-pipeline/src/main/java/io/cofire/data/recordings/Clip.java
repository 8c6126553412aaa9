package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import io.cofire.data.recordings.read.BlockView;

/** A part of a recording that is cut out while the recording passes. One recording, one thread. */
public final class Clip {

  private final TimeRange range;
  private final SensorGeometry sensor;
  private final EventSink sink;
  private final long originMicros;
  private long[] times = {}; // a block's events inside the range, where not all of them are
  private short[] xs = {};
  private short[] ys = {};
  private byte[] polarities = {};
  private long outside;

  /**
   * A part.
   *
   * @param range what belongs to it
   * @param sensor where its events must be
   * @param sink takes its events in the order of the file
   */
  public Clip(TimeRange range, SensorGeometry sensor, EventSink sink) {
    this(range, sensor, sink, 0);
  }

  /**
   * A part whose times count from another origin.
   *
   * @param originMicros what is subtracted from its times
   */
  public Clip(TimeRange range, SensorGeometry sensor, EventSink sink, long originMicros) {
    this.range = range;
    this.sensor = sensor;
    this.sink = sink;
    this.originMicros = originMicros;
  }

  /** What belongs to it. */
  TimeRange range() {
    return range;
  }

  /** How many events of the part were outside the sensor; the sink did not get them. */
  public long outside() {
    return outside;
  }

  /** Says about how many events will come. */
  void expect(long events) {
    sink.expect(events);
  }

  void accept(BlockView block) {
    long earliest = block.earliest();
    long latest = block.latest();
    if (latest < range.fromMicros() || earliest >= range.toMicros()) {
      return;
    }
    boolean whole = earliest >= range.fromMicros() && latest < range.toMicros();
    if (whole && originMicros == 0 && block.isOn(sensor)) {
      sink.accept(block.times(), block.xs(), block.ys(), block.polarities(), block.count());
    } else {
      acceptSome(block);
    }
  }

  private void acceptSome(BlockView block) {
    if (times.length < block.count()) {
      times = new long[block.count()];
      xs = new short[block.count()];
      ys = new short[block.count()];
      polarities = new byte[block.count()];
    }
    int size = 0;
    for (int i = 0; i < block.count(); i++) {
      long time = block.times()[i];
      if (time >= range.fromMicros() && time < range.toMicros()) {
        int x = block.xs()[i] & 0xFFFF;
        int y = block.ys()[i] & 0xFFFF;
        if (x >= sensor.width() || y >= sensor.height()) {
          outside++;
        } else {
          times[size] = time - originMicros;
          xs[size] = (short) x;
          ys[size] = (short) y;
          polarities[size++] = block.polarities()[i];
        }
      }
    }
    if (size > 0) {
      sink.accept(times, xs, ys, polarities, size);
    }
  }
}
