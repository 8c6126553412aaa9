package io.cofire.data.recordings.read;

import io.cofire.data.events.SensorGeometry;

/**
 * The block of events that a decoder hands on: its own columns, and what can be said of all of
 * them.
 *
 * @param times microseconds
 * @param xs columns
 * @param ys rows
 * @param polarities 0 or 1
 * @param count how many elements of each are events, at least 1
 * @param earliest smallest time
 * @param latest largest time
 * @param rightmost largest column
 * @param lowest largest row
 */
public record BlockView(
    long[] times,
    short[] xs,
    short[] ys,
    byte[] polarities,
    int count,
    long earliest,
    long latest,
    int rightmost,
    int lowest) {

  /** A view of the first count events, at least 1, with what is largest and smallest in them. */
  public static BlockView of(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {
    long earliest = times[0];
    long latest = times[0];
    int rightmost = 0;
    int lowest = 0;
    for (int i = 0; i < count; i++) {
      earliest = Math.min(earliest, times[i]);
      latest = Math.max(latest, times[i]);
      rightmost = Math.max(rightmost, xs[i] & 0xFFFF);
      lowest = Math.max(lowest, ys[i] & 0xFFFF);
    }
    return new BlockView(times, xs, ys, polarities, count, earliest, latest, rightmost, lowest);
  }

  /** Whether a sensor has the pixels of all events. */
  public boolean isOn(SensorGeometry sensor) {
    return rightmost < sensor.width() && lowest < sensor.height();
  }
}
