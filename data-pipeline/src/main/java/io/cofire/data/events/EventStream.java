package io.cofire.data.events;

import java.util.Locale;

/**
 * Events of one recording as columns; element i of each column is event i, in the order of the
 * file.
 *
 * @param geometry size of the sensor
 * @param timesMicros time in microseconds
 * @param xs column, 0 at the left, unsigned 16 bits
 * @param ys row, 0 at the top, unsigned 16 bits
 * @param polarities 0 (OFF, darker) or 1 (ON, brighter)
 */
public record EventStream(
    SensorGeometry geometry, long[] timesMicros, short[] xs, short[] ys, byte[] polarities) {

  /**
   * Checks that the columns have equal lengths.
   *
   * @throws IllegalArgumentException if they do not
   */
  public EventStream {
    int size = timesMicros.length;
    if (xs.length != size || ys.length != size || polarities.length != size) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid event stream: columns of %d times, %d xs, %d ys, %d polarities",
              size,
              xs.length,
              ys.length,
              polarities.length));
    }
  }

  /** Number of events. */
  public int size() {
    return timesMicros.length;
  }
}
