package io.cofire.data.augment;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.random.Key;
import java.util.SplittableRandom;

/**
 * A random change of one recording, drawn anew for each sample in each epoch. Events that leave the
 * sensor are dropped; the size of the sensor stays.
 */
public sealed interface Augmentation {

  /** Name in recipes. */
  String kind();

  /**
   * A changed copy.
   *
   * @param events the recording; stays as it is
   * @param key decides every choice
   */
  EventStream apply(EventStream events, Key key);

  /**
   * x' = W-1-x for all events of a sample, or for none.
   *
   * @param probability of the flip, in 0..1
   */
  record HorizontalFlip(double probability) implements Augmentation {
    /** Checks the probability. */
    public HorizontalFlip {
      requireProbability("horizontal-flip.probability", probability);
    }

    @Override
    public String kind() {
      return "horizontal-flip";
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      int last = events.geometry().width() - 1;
      return key.random().nextDouble() < probability
          ? mapped(events, (i, to) -> to.add(last - x(events, i), y(events, i), p(events, i)))
          : events;
    }
  }

  /**
   * p' = 1-p for all events of a sample, or for none.
   *
   * @param probability of the flip, in 0..1
   */
  record PolarityFlip(double probability) implements Augmentation {
    /** Checks the probability. */
    public PolarityFlip {
      requireProbability("polarity-flip.probability", probability);
    }

    @Override
    public String kind() {
      return "polarity-flip";
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      return key.random().nextDouble() < probability
          ? mapped(events, (i, to) -> to.add(x(events, i), y(events, i), 1 - p(events, i)))
          : events;
    }
  }

  /**
   * Moves the picture by whole pixels, -most..most each way: what padding by {@code most} and
   * cropping at random to the old size does.
   *
   * @param most in pixels, at least 1
   */
  record Shift(int most) implements Augmentation {
    /** Checks the distance. */
    public Shift {
      requireAtLeastOne("shift.most", most);
    }

    @Override
    public String kind() {
      return "shift";
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      int right = random.nextInt(-most, most + 1);
      int down = random.nextInt(-most, most + 1);
      return mapped(
          events, (i, to) -> to.add(x(events, i) + right, y(events, i) + down, p(events, i)));
    }
  }

  /**
   * Keeps a window at a random place and drops what is outside; nothing moves.
   *
   * @param size side of the window in pixels, at least 1; a longer one than the sensor's keeps all
   */
  record Crop(int size) implements Augmentation {
    /** Checks the size. */
    public Crop {
      requireAtLeastOne("crop.size", size);
    }

    @Override
    public String kind() {
      return "crop";
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      int left = random.nextInt(Math.max(1, events.geometry().width() - size + 1));
      int top = random.nextInt(Math.max(1, events.geometry().height() - size + 1));
      return mapped(
          events,
          (i, to) -> {
            if (inSquare(x(events, i), y(events, i), left, top, size)) {
              to.add(x(events, i), y(events, i), p(events, i));
            }
          });
    }
  }

  /**
   * Drops the events of a square with a random centre on the sensor (DeVries and Taylor 2017: the
   * square may reach over the border).
   *
   * @param size side of the square in pixels, at least 1
   */
  record Cutout(int size) implements Augmentation {
    /** Checks the size. */
    public Cutout {
      requireAtLeastOne("cutout.size", size);
    }

    @Override
    public String kind() {
      return "cutout";
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      int left = random.nextInt(events.geometry().width()) - size / 2;
      int top = random.nextInt(events.geometry().height()) - size / 2;
      return mapped(
          events,
          (i, to) -> {
            if (!inSquare(x(events, i), y(events, i), left, top, size)) {
              to.add(x(events, i), y(events, i), p(events, i));
            }
          });
    }
  }

  /**
   * Turns the picture about its centre by an angle in -most..most, to the nearest pixel.
   *
   * @param most in degrees, in 0..180
   */
  record Rotation(double most) implements Augmentation {
    /** Checks the angle. */
    public Rotation {
      if (!(most >= 0 && most <= 180)) {
        throw new IllegalArgumentException(
            "Invalid rotation.most: " + most + " (must be in 0..180 degrees)");
      }
    }

    @Override
    public String kind() {
      return "rotation";
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      double angle = Math.toRadians((2 * key.random().nextDouble() - 1) * most);
      double cosine = StrictMath.cos(angle);
      double sine = StrictMath.sin(angle);
      double middleX = (events.geometry().width() - 1) / 2.0;
      double middleY = (events.geometry().height() - 1) / 2.0;
      return mapped(
          events,
          (i, to) -> {
            double x = x(events, i) - middleX;
            double y = y(events, i) - middleY;
            int turnedX = (int) Math.floor(middleX + cosine * x - sine * y + 0.5);
            int turnedY = (int) Math.floor(middleY + sine * x + cosine * y + 0.5);
            to.add(turnedX, turnedY, p(events, i));
          });
    }
  }

  /**
   * Drops each event by itself with a probability.
   *
   * @param probability of a drop, in 0..1
   */
  record EventDrop(double probability) implements Augmentation {
    /** Checks the probability. */
    public EventDrop {
      requireProbability("event-drop.probability", probability);
    }

    @Override
    public String kind() {
      return "event-drop";
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      return mapped(
          events,
          (i, to) -> {
            if (random.nextDouble() >= probability) {
              to.add(x(events, i), y(events, i), p(events, i));
            }
          });
    }
  }

  /**
   * Moves the time of each event by itself, uniformly in -most..most; the order of the events in
   * the stream stays.
   *
   * @param mostMicros in microseconds, at least 1
   */
  record TimeJitter(int mostMicros) implements Augmentation {
    /** Checks the time. */
    public TimeJitter {
      requireAtLeastOne("time-jitter.mostMicros", mostMicros);
    }

    @Override
    public String kind() {
      return "time-jitter";
    }

    @Override
    public EventStream apply(EventStream events, Key key) {
      SplittableRandom random = key.random();
      long[] times = events.timesMicros().clone();
      for (int i = 0; i < times.length; i++) {
        times[i] += random.nextLong(-(long) mostMicros, mostMicros + 1L);
      }
      return new EventStream(
          events.geometry(), times, events.xs(), events.ys(), events.polarities());
    }
  }

  /** Takes the new place of an event; outside the sensor it is dropped. */
  @FunctionalInterface
  interface Target {
    /** Column, row and polarity. */
    void add(int x, int y, int polarity);
  }

  /** Gives the new place of event i, or nothing to drop it. */
  @FunctionalInterface
  interface Mapping {
    /** At most one call of the target. */
    void map(int i, Target target);
  }

  private static EventStream mapped(EventStream events, Mapping mapping) {
    int width = events.geometry().width();
    int height = events.geometry().height();
    EventBuilder kept = new EventBuilder();
    for (int i = 0; i < events.size(); i++) {
      long time = events.timesMicros()[i];
      mapping.map(
          i,
          (x, y, polarity) -> {
            if (x >= 0 && x < width && y >= 0 && y < height) {
              kept.add(time, x, y, polarity);
            }
          });
    }
    return kept.build(events.geometry());
  }

  private static boolean inSquare(int x, int y, int left, int top, int size) {
    return x >= left && x < (long) left + size && y >= top && y < (long) top + size;
  }

  private static int x(EventStream events, int i) {
    return events.xs()[i] & 0xFFFF;
  }

  private static int y(EventStream events, int i) {
    return events.ys()[i] & 0xFFFF;
  }

  private static int p(EventStream events, int i) {
    return events.polarities()[i] & 1;
  }

  private static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("Invalid " + name + ": " + value + " (must be in 0..1)");
    }
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (must be at least 1)");
    }
  }
}
