package io.cofire.data;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.util.SplittableRandom;

/** Hand-made and random event streams for tests. */
public final class Streams {

  private Streams() {}

  /** Events at the given times, all at pixel (1, 0), ON. */
  public static EventStream at(long... timesMicros) {
    short[] xs = new short[timesMicros.length];
    byte[] polarities = new byte[timesMicros.length];
    java.util.Arrays.fill(xs, (short) 1);
    java.util.Arrays.fill(polarities, (byte) 1);
    return new EventStream(
        new SensorGeometry(3, 2), timesMicros, xs, new short[timesMicros.length], polarities);
  }

  /** Random events in time order. */
  public static EventStream random(SplittableRandom random, SensorGeometry sensor, int size) {
    long[] times = new long[size];
    short[] xs = new short[size];
    short[] ys = new short[size];
    byte[] polarities = new byte[size];
    long time = random.nextInt(1000);
    for (int i = 0; i < size; i++) {
      time += random.nextInt(300);
      times[i] = time;
      xs[i] = (short) random.nextInt(sensor.width());
      ys[i] = (short) random.nextInt(sensor.height());
      polarities[i] = (byte) random.nextInt(2);
    }
    return new EventStream(sensor, times, xs, ys, polarities);
  }
}
