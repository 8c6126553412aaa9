package io.cofire.driver.convert;

import io.cofire.data.events.EventSink;

/** Counts a recording. */
final class Survey implements EventSink {

  long events;
  long earliest = Long.MAX_VALUE;
  long latest = Long.MIN_VALUE;

  @Override
  public void accept(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
    events += count;
    for (int i = 0; i < count; i++) {
      earliest = Math.min(earliest, times[i]);
      latest = Math.max(latest, times[i]);
    }
  }
}
