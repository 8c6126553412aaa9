package io.cofire.tests.bench;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.util.SplittableRandom;

/**
 * Events as a hand before a DVS128 gives them: short runs of neighbours at one time around an edge
 * that moves, and single events of noise.
 */
final class MovingEdge {

  static final SensorGeometry SENSOR = new SensorGeometry(128, 128);

  /** Of N-MNIST. */
  static final SensorGeometry DIGIT_SENSOR = new SensorGeometry(34, 34);

  private static final int LONGEST_RUN = 6;

  private MovingEdge() {}

  /** A recording of this many events in time order. */
  static EventStream events(int size) {
    SplittableRandom random = Key.of(5).child("moving edge").random();
    EventBuilder events = new EventBuilder();
    long time = 0;
    while (events.size() < size) {
      time += random.nextInt(4);
      boolean noise = random.nextInt(10) == 0;
      int centre = (int) (40 + 30 * Math.sin(time * 1e-5));
      int x = noise ? random.nextInt(SENSOR.width()) : centre + random.nextInt(40);
      int y = random.nextInt(SENSOR.height());
      int run = noise ? 1 : random.nextInt(1, LONGEST_RUN);
      int polarity = random.nextInt(2);
      for (int i = 0; i < run && x + i < SENSOR.width() && events.size() < size; i++) {
        events.add(time, x + i, y, polarity);
      }
    }
    return events.build(SENSOR);
  }

  /** A recording of a small sensor, 300 ms long, in time order. */
  static EventStream digit(int size) {
    SplittableRandom random = Key.of(6).child("digit").random();
    EventBuilder events = new EventBuilder();
    for (int i = 0; i < size; i++) {
      int x = random.nextInt(DIGIT_SENSOR.width());
      int y = random.nextInt(DIGIT_SENSOR.height());
      events.add(300_000L * i / size, x, y, random.nextInt(2));
    }
    return events.build(DIGIT_SENSOR);
  }
}
