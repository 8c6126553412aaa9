package io.cofire.driver.convert;

import io.cofire.data.events.EventSink;
import io.cofire.data.filters.Screen;

/** Shows events to a screen. */
record LookSink(Screen screen) implements EventSink {
  @Override
  public void accept(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
    for (int i = 0; i < count; i++) {
      screen.look(times[i], xs[i] & 0xFFFF, ys[i] & 0xFFFF);
    }
  }
}
