package io.cofire.data.recordings.columns.numpy;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;

/** Two streams of one recording as one. */
final class MergedStreams {

  private MergedStreams() {}

  /**
   * The events of both, by time; each stream keeps its own order, and at equal times goes first.
   */
  static EventStream byTime(EventStream first, EventStream second) {
    EventBuilder merged = new EventBuilder();
    int i = 0;
    int j = 0;
    while (i < first.size() || j < second.size()) {
      boolean takeFirst =
          j == second.size()
              || (i < first.size() && first.timesMicros()[i] <= second.timesMicros()[j]);
      if (takeFirst) {
        add(first, i++, merged);
      } else {
        add(second, j++, merged);
      }
    }
    return merged.build(first.geometry());
  }

  private static void add(EventStream from, int i, EventBuilder to) {
    to.add(from.timesMicros()[i], from.xs()[i], from.ys()[i], from.polarities()[i]);
  }
}
