package io.cofire.data.filters;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;

/**
 * A filter at work on one recording: it judges the events in their order, after it has looked at
 * all of them where it must. One thread.
 */
public interface Screen {

  /** Whether it must have looked at every event before it judges the first. */
  default boolean looksFirst() {
    return false;
  }

  /** Looks at an event. */
  default void look(long micros, int x, int y) {}

  /**
   * Judges the next event.
   *
   * @param micros its time
   * @param x its column, on the sensor
   * @param y its row, on the sensor
   * @return whether it stays
   */
  boolean keeps(long micros, int x, int y);

  /** A whole recording without what does not stay. */
  default EventStream through(EventStream events) {
    long[] times = events.timesMicros();
    short[] xs = events.xs();
    short[] ys = events.ys();
    if (looksFirst()) {
      for (int i = 0; i < times.length; i++) {
        look(times[i], xs[i] & 0xFFFF, ys[i] & 0xFFFF);
      }
    }
    EventBuilder kept = new EventBuilder();
    for (int i = 0; i < times.length; i++) {
      int x = xs[i] & 0xFFFF;
      int y = ys[i] & 0xFFFF;
      if (keeps(times[i], x, y)) {
        kept.add(times[i], x, y, events.polarities()[i]);
      }
    }
    return kept.build(events.geometry());
  }
}
