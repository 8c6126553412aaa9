package io.cofire.data.simulate;

import io.cofire.data.events.SensorGeometry;

/**
 * Pixels with {@code left <= x < right} and {@code top <= y < bottom}; none where a side has no
 * length.
 */
record Box(int left, int top, int right, int bottom) {

  /** No pixel. */
  static final Box NONE = new Box(0, 0, 0, 0);

  /** All pixels of a sensor. */
  static Box of(SensorGeometry sensor) {
    return new Box(0, 0, sensor.width(), sensor.height());
  }

  /** Every pixel whose centre is within a distance of a point, and some around them. */
  static Box around(double x, double y, double distance, SensorGeometry sensor) {
    return new Box(
        inside(Math.floor(x - distance), sensor.width()),
        inside(Math.floor(y - distance), sensor.height()),
        inside(Math.ceil(x + distance) + 1, sensor.width()),
        inside(Math.ceil(y + distance) + 1, sensor.height()));
  }

  private static int inside(double place, int side) {
    return (int) Math.max(0, Math.min(side, place));
  }

  /** The smallest box that holds both. */
  Box with(Box other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  private boolean isEmpty() {
    return left >= right || top >= bottom;
  }
}
