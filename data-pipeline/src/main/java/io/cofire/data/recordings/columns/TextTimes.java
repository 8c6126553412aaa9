package io.cofire.data.recordings.columns;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventSink;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.recordings.read.TimeUnit;

/**
 * The first events of a text whose unit of time nothing states. While their times are whole numbers
 * they may be microseconds, or seconds that happen to have no fraction: they are held until one has
 * a fraction, or there are so many that they are microseconds.
 */
final class TextTimes {

  /** Most events that are held: 3.4 MB. */
  static final int MOST = 1 << 18;

  private static final SensorGeometry ANY = new SensorGeometry(1, 1); // of a stream that passes on

  private final EventBuilder held = new EventBuilder();

  EventSink sink() {
    return held;
  }

  /** Hands the events on, their whole times taken in a unit. */
  void release(TimeUnit unit, EventSink sink) {
    if (held.size() == 0) {
      return;
    }
    EventStream events = held.build(ANY);
    long[] times = events.timesMicros();
    for (int i = 0; i < times.length; i++) {
      times[i] = unit.micros(times[i]);
    }
    sink.accept(times, events.xs(), events.ys(), events.polarities(), times.length);
  }
}
