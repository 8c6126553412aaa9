package io.cofire.data.filters;

import io.cofire.data.events.SensorGeometry;
import java.util.Arrays;

/** Keeps events that a recent event of a neighbour supports. */
final class SupportScreen implements Screen {

  private static final long NEVER = Long.MIN_VALUE;

  private final int stride; // of a map with a border of one pixel
  private final long windowMicros;
  private final long[] written; // [H+2,W+2], the last time that a neighbour wrote

  SupportScreen(SensorGeometry sensor, long windowMicros) {
    this.stride = sensor.width() + 2;
    this.windowMicros = windowMicros;
    this.written = new long[stride * (sensor.height() + 2)];
    Arrays.fill(written, NEVER);
  }

  @Override
  public boolean keeps(long micros, int x, int y) {
    int at = (y + 1) * stride + x + 1;
    long last = written[at];
    for (int row = at - stride; row <= at + stride; row += stride) {
      written[row - 1] = micros;
      written[row + 1] = micros;
    }
    written[at - stride] = micros;
    written[at + stride] = micros;
    return last != NEVER && Math.abs(micros - last) <= windowMicros;
  }
}
