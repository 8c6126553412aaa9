package io.cofire.data.events;

import io.cofire.data.errors.InvalidValue;

/**
 * Size of a sensor in pixels: {@code 0 <= x < width}, {@code 0 <= y < height}, at most 65,536 each.
 */
public record SensorGeometry(int width, int height) {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if a side is not in 1..65536
   */
  public SensorGeometry {
    if (width < 1 || width > 65_536 || height < 1 || height > 65_536) {
      throw new InvalidValue("sensor size", width + "x" + height, "each side must be in 1..65536");
    }
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
