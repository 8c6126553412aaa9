package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeRange;
import io.cofire.data.recordings.read.BlockView;
import io.cofire.data.recordings.read.FaultChoice;
import io.cofire.data.recordings.read.RecordingException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

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
  private long taken;
  private long outside;
  private String firstOutside = ""; // what is wrong with it and where, if the decoder says so
  private Optional<String> problem = Optional.empty();
  private boolean whole = true;

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

  /** Why it cannot be used, after the recording has passed; empty if it can. */
  public Optional<String> problem() {
    return problem;
  }

  /** Whether the file did not end within it; if it did, that is the problem, and was chosen. */
  public boolean isWhole() {
    return whole;
  }

  /** Says about how many events will come. */
  void expect(long events) {
    sink.expect(events);
  }

  /** An event of the recording that is outside the sensor. */
  void stray(long micros, Supplier<RecordingException> refusal) {
    if (micros >= range.fromMicros() && micros < range.toMicros()) {
      firstOutside = outside == 0 ? refusal.get().problem() : firstOutside;
      outside++;
    }
  }

  /** The recording has passed, or what could be read of it. */
  void end(FaultChoice choice) {
    if (outside > choice.most(taken + outside)) {
      problem = Optional.of(tooMany(choice));
    }
  }

  /** Whether it goes on to the end of the recording, wherever that is. */
  boolean isEndless() {
    return range.toMicros() == Long.MAX_VALUE;
  }

  private String tooMany(FaultChoice choice) {
    String counted =
        String.format(Locale.ROOT, "%d events outside the sensor of %s", outside, sensor);
    String first = firstOutside.isEmpty() ? counted : firstOutside;
    return choice.dropsOutside() ? Losses.tooMany(outside, taken + outside, choice, first) : first;
  }

  /**
   * The recording cannot be read to its end.
   *
   * @param last time of the last event that has passed
   */
  void fail(RecordingException fault, long last) {
    if (problem.isEmpty() && last < range.toMicros()) {
      problem = Optional.of(fault.problem());
    }
  }

  /**
   * The file ends too early, and what is whole is kept: all that there is of a part without an end.
   *
   * @param last time of the last event that has passed
   */
  void cut(RecordingException fault, long last) {
    if (problem.isEmpty() && !isEndless() && last < range.toMicros()) {
      problem = Optional.of(fault.problem());
      whole = false;
    }
  }

  void accept(BlockView block) {
    long earliest = block.earliest();
    long latest = block.latest();
    if (latest < range.fromMicros() || earliest >= range.toMicros()) {
      return;
    }
    boolean inside = earliest >= range.fromMicros() && latest < range.toMicros();
    if (inside && originMicros == 0 && block.isOn(sensor)) {
      taken += block.count();
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
      taken += size;
      sink.accept(times, xs, ys, polarities, size);
    }
  }
}
