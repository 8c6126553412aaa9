package io.cofire.data.filters;

import io.cofire.data.events.SensorGeometry;

/** Counts the events of each pixel, then keeps those of pixels that are not too fast. */
final class HotPixelScreen implements Screen {

  private final int width;
  private final double mostHertz;
  private final int[] counts; // [H,W]; full ones stay full
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  HotPixelScreen(SensorGeometry sensor, double mostHertz) {
    this.width = sensor.width();
    this.mostHertz = mostHertz;
    this.counts = new int[sensor.width() * sensor.height()];
  }

  @Override
  public boolean looksFirst() {
    return true;
  }

  @Override
  public void look(long micros, int x, int y) {
    earliest = Math.min(earliest, micros);
    latest = Math.max(latest, micros);
    int pixel = y * width + x;
    if (counts[pixel] < Integer.MAX_VALUE) {
      counts[pixel]++;
    }
  }

  @Override
  public boolean keeps(long micros, int x, int y) {
    return latest <= earliest
        || counts[y * width + x] <= mostHertz * 1e-6 * ((double) latest - earliest);
  }
}
