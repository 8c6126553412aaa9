package io.cofire.data.recordings;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.SensorGeometry;

/** Counts events and remembers what was wrong with them. */
public final class CheckingSink implements EventSink {

  private final long limit;
  private long events;
  private int largestX;
  private int largestY;
  private boolean strangePolarity;

  /** Accepts a limited number of events. */
  CheckingSink(long limit) {
    this.limit = limit;
  }

  @Override
  public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    events += count;
    if (events > limit) {
      throw new IllegalStateException(events + " events of a file that can hold " + limit);
    }
    for (int i = 0; i < count; i++) {
      largestX = Math.max(largestX, xs[i] & 0xFFFF);
      largestY = Math.max(largestY, ys[i] & 0xFFFF);
      strangePolarity |= polarities[i] != 0 && polarities[i] != 1;
    }
  }

  public long events() {
    return events;
  }

  /** What was wrong, or nothing. */
  public String problem(SensorGeometry sensor) {
    if (strangePolarity) {
      return "a polarity other than 0 and 1";
    }
    boolean inside = events == 0 || (largestX < sensor.width() && largestY < sensor.height());
    return inside ? "" : "x %d, y %d in a sensor of %s".formatted(largestX, largestY, sensor);
  }
}
