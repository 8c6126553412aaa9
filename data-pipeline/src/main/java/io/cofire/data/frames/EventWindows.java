package io.cofire.data.frames;

import java.util.Arrays;
import java.util.Locale;

/**
 * One window of events a timestep: window k holds the events {@code from[k] <= i < to[k]} of a
 * stream in time order. Windows may be empty, may leave events out and may overlap.
 *
 * @param from first event of each window
 * @param to one past the last event of each window
 */
public record EventWindows(int[] from, int[] to) {

  /**
   * Checks that the bounds belong together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public EventWindows {
    if (from.length != to.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Invalid windows: %d starts, %d ends", from.length, to.length));
    }
    for (int k = 0; k < from.length; k++) {
      if (from[k] < 0 || to[k] < from[k]) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "Invalid window %d: events %d to %d", k, from[k], to[k]));
      }
    }
  }

  /** The same windows where event i has become event {@code numbers[i]}; one more for the end. */
  EventWindows renumbered(int[] numbers) {
    return new EventWindows(
        Arrays.stream(from).map(i -> numbers[i]).toArray(),
        Arrays.stream(to).map(i -> numbers[i]).toArray());
  }

  /** Number of events that are in a window. */
  public long covered() {
    long covered = 0;
    int reached = 0; // windows begin in ascending order
    for (int k = 0; k < from.length; k++) {
      covered += Math.max(0, to[k] - Math.max(reached, from[k]));
      reached = Math.max(reached, to[k]);
    }
    return covered;
  }

  /** Number of windows. */
  public int size() {
    return from.length;
  }
}
