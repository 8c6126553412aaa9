package io.cofire.data.recordings;

import io.cofire.data.events.SensorGeometry;

/**
 * The block of events that a decoder hands on: its own columns.
 *
 * @param times microseconds
 * @param xs columns
 * @param ys rows
 * @param polarities 0 or 1
 * @param count how many elements of each are events, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BlockView(long[] times, short[] xs, short[] ys, byte[] polarities, int count) {

  boolean isOn(SensorGeometry sensor) {
    return largest(xs) < sensor.width() && largest(ys) < sensor.height();
  }

  private int largest(short[] values) {
    int largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, values[i] & 0xFFFF);
    }
    return largest;
  }

  long earliest() {
    long earliest = times[0];
    for (int i = 1; i < count; i++) {
      earliest = Math.min(earliest, times[i]);
    }
    return earliest;
  }

  long latest() {
    long latest = times[0];
    for (int i = 1; i < count; i++) {
      latest = Math.max(latest, times[i]);
    }
    return latest;
  }
}
