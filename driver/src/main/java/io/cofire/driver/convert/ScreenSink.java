package io.cofire.driver.convert;

import io.cofire.data.events.EventSink;
import io.cofire.data.events.TimeRange;
import io.cofire.data.filters.Screen;
import java.util.List;

/**
 * Passes on the events of a time that some screens keep, and counts those of each that it drops.
 */
final class ScreenSink implements EventSink {

  private final TimeRange range;
  private final Screen[] screens;
  private final EventSink sink;
  private final KeptColumns kept = new KeptColumns();
  private final long[] dropped; // by the time, then by each screen

  ScreenSink(TimeRange range, List<Screen> screens, EventSink sink) {
    this.range = range;
    this.screens = screens.toArray(Screen[]::new);
    this.sink = sink;
    this.dropped = new long[1 + this.screens.length];
  }

  /** How many events were outside the time, and then how many each screen has dropped. */
  long[] dropped() {
    return dropped.clone();
  }

  @Override
  public void accept(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
    kept.clear(count);
    for (int i = 0; i < count; i++) {
      int by = droppedBy(times[i], xs[i] & 0xFFFF, ys[i] & 0xFFFF);
      if (by < 0) {
        kept.add(times[i], xs[i], ys[i], polarities[i]);
      } else {
        dropped[by]++;
      }
    }
    kept.handTo(sink);
  }

  private int droppedBy(long time, int x, int y) {
    if (time < range.fromMicros() || time >= range.toMicros()) {
      return range.equals(TimeRange.ALL) ? -1 : 0; // the last of all times belongs to the whole
    }
    for (int k = 0; k < screens.length; k++) {
      if (!screens[k].keeps(time, x, y)) {
        return 1 + k;
      }
    }
    return -1;
  }
}
