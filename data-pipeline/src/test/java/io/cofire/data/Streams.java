package io.cofire.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Hand-made and random event streams for tests. */
public final class Streams {

  private Streams() {}

  /** Events at the given times, all at pixel (1, 0), ON. */
  public static EventStream at(long... timesMicros) {
    short[] xs = new short[timesMicros.length];
    byte[] polarities = new byte[timesMicros.length];
    Arrays.fill(xs, (short) 1);
    Arrays.fill(polarities, (byte) 1);
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

  /** Random runs of neighbours in a row, each at one time and of one polarity, in time order. */
  public static EventStream runs(SplittableRandom random, SensorGeometry sensor, int size) {
    EventStream events = random(random, sensor, size);
    for (int i = 0; i < size; ) {
      int x = events.xs()[i] & 0xFFFF;
      int length = Math.min(size - i, Math.min(sensor.width() - x, 1 + random.nextInt(40)));
      for (int k = 1; k < length; k++) {
        events.timesMicros()[i + k] = events.timesMicros()[i];
        events.xs()[i + k] = (short) (x + k);
        events.ys()[i + k] = events.ys()[i];
        events.polarities()[i + k] = events.polarities()[i];
      }
      i += length;
    }
    return events;
  }

  /** The same events with every time multiplied, to reach the end of a format's range. */
  public static EventStream slower(EventStream events, long factor) {
    long[] times = events.timesMicros().clone();
    for (int i = 0; i < times.length; i++) {
      times[i] *= factor;
    }
    return new EventStream(events.geometry(), times, events.xs(), events.ys(), events.polarities());
  }

  /** The same events so much later. */
  public static EventStream later(EventStream events, long micros) {
    long[] times = Arrays.stream(events.timesMicros()).map(time -> time + micros).toArray();
    return new EventStream(events.geometry(), times, events.xs(), events.ys(), events.polarities());
  }

  /** Asserts that two streams are the same, event for event. */
  public static void assertSame(EventStream found, EventStream expected) {
    assertThat(found.geometry()).isEqualTo(expected.geometry());
    assertThat(found.timesMicros()).isEqualTo(expected.timesMicros());
    assertThat(found.xs()).isEqualTo(expected.xs());
    assertThat(found.ys()).isEqualTo(expected.ys());
    assertThat(found.polarities()).isEqualTo(expected.polarities());
  }
}
