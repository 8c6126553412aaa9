package io.cofire.driver.inspect;

import io.cofire.data.events.EventSink;
import io.cofire.driver.inspect.PixelCounts.Pixel;
import io.cofire.driver.inspect.RecordingFacts.Place;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Counts the events of one recording as they pass. One thread. */
final class EventTally implements EventSink {

  /** A time without events that is told apart from an ordinary one. */
  static final long GAP_MICROS = 100_000;

  final PixelCounts pixels = new PixelCounts();
  long events;
  long on;
  long first = Long.MAX_VALUE;
  long last = Long.MIN_VALUE;
  long backward;
  long furthest;
  long gaps;
  long longestGap;
  long longestGapFrom;
  long duplicates;
  Place begin = new Place(0, 0, 0);
  Place end = new Place(0, 0, 0);
  int leftmost = Integer.MAX_VALUE;
  int rightmost;
  int topmost = Integer.MAX_VALUE;
  int bottommost;

  private long before = Long.MIN_VALUE;
  private long[] together = new long[64]; // pixels and polarities of the events of one time
  private int size;

  @Override
  public void accept(long[] timesMicros, short[] xs, short[] ys, byte[] polarities, int count) {
    for (int i = 0; i < count; i++) {
      int x = Short.toUnsignedInt(xs[i]);
      int y = Short.toUnsignedInt(ys[i]);
      time(timesMicros[i], events + i == 0);
      on += polarities[i];
      pixels.add(x, y);
      leftmost = Math.min(leftmost, x);
      rightmost = Math.max(rightmost, x);
      topmost = Math.min(topmost, y);
      bottommost = Math.max(bottommost, y);
      hold(((long) x << 16 | y) << 1 | polarities[i]);
    }
    if (count > 0) {
      if (events == 0) {
        begin = place(timesMicros, xs, ys, 0);
      }
      end = place(timesMicros, xs, ys, count - 1);
    }
    events += count;
  }

  private static Place place(long[] timesMicros, short[] xs, short[] ys, int i) {
    return new Place(timesMicros[i], Short.toUnsignedInt(xs[i]), Short.toUnsignedInt(ys[i]));
  }

  private void time(long time, boolean begins) {
    if (time < before) {
      backward++;
      furthest = Math.max(furthest, last - time);
    } else if (!begins && time - before > longestGap) {
      longestGap = time - before;
      longestGapFrom = before;
    }
    gaps += !begins && time - before >= GAP_MICROS ? 1 : 0;
    if (time != before) {
      compare();
    }
    before = time;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }

  private void hold(long event) {
    if (size == together.length) {
      together = Arrays.copyOf(together, 2 * size);
    }
    together[size++] = event;
  }

  /** Counts events that are equal to another of the same time. */
  private void compare() {
    if (size > 1) {
      Arrays.sort(together, 0, size);
      for (int i = 1; i < size; i++) {
        duplicates += together[i] == together[i - 1] ? 1 : 0;
      }
    }
    size = 0;
  }

  /** Pixels with events; the last events have passed. */
  List<Pixel> finish() {
    compare();
    return pixels.fired();
  }

  /** The pixel with the most events. */
  static Pixel busiest(List<Pixel> fired) {
    return fired.stream()
        .max(Comparator.comparingInt(Pixel::events))
        .orElseGet(() -> new Pixel(0, 0, 0));
  }
}
