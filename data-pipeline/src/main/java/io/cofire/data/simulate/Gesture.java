package io.cofire.data.simulate;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;

/**
 * The classes of the simulated data set: eight movements. Every class draws its figures from the
 * same distribution, so that only the movement tells them apart.
 */
public enum Gesture {
  /** The figure moves to the left. */
  LEFT(-1, 0, 0, 0),
  /** The figure moves to the right. */
  RIGHT(1, 0, 0, 0),
  /** The figure moves up. */
  UP(0, -1, 0, 0),
  /** The figure moves down. */
  DOWN(0, 1, 0, 0),
  /** The figure moves along an arc over the top, from left to right. */
  CLOCKWISE(0, 0, 1, 0),
  /** The figure moves along an arc over the top, from right to left. */
  COUNTER_CLOCKWISE(0, 0, -1, 0),
  /** The figure grows in place. */
  EXPAND(0, 0, 0, 1),
  /** The figure shrinks in place. */
  CONTRACT(0, 0, 0, -1);

  private final int stepX;
  private final int stepY;
  private final int turn;
  private final int growth;

  Gesture(int stepX, int stepY, int turn, int growth) {
    this.stepX = stepX;
    this.stepY = stepY;
    this.turn = turn;
    this.growth = growth;
  }

  /** Name of the class's folder, such as {@code counter-clockwise}. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * One movement of this class, with random place, speed and start: the pose as a function of
   * progress from 0 to 1. Its middle is where the figure is drawn at scale 1 for every class.
   *
   * @param random decides place, speed and start
   * @param middleX column of the sensor's centre
   * @param middleY row of the sensor's centre
   */
  DoubleFunction<Pose> movement(SplittableRandom random, double middleX, double middleY) {
    double x = middleX + random.nextDouble(-3, 3);
    double y = middleY + random.nextDouble(-3, 3);
    double angle = random.nextDouble(0, 2 * Math.PI);
    double path = random.nextDouble(6, 13); // pixels
    double radius = turn == 0 ? 0 : random.nextDouble(3.5, 6); // pixels
    double arc = random.nextDouble(2.4, 3.3); // radians
    double phase = random.nextDouble(-0.3, 0.3); // of the arc's middle against the top
    double ratio = random.nextDouble(0.8, 1.3); // natural logarithm of last size / first size
    double drift = random.nextDouble(-2, 2); // pixels across the movement
    return progress -> {
      double centred = progress - 0.5;
      double place = turn * arc * centred + phase;
      return new Pose(
          x + centred * (stepX * path + stepY * drift) + radius * Math.sin(place),
          y + centred * (stepY * path + stepX * drift) - radius * Math.cos(place),
          Math.exp(growth * ratio * centred),
          angle);
    };
  }
}
