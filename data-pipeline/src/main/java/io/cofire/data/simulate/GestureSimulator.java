package io.cofire.data.simulate;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;

/**
 * Recordings of {@link Gesture}s: a bright figure over an uneven dark background, seen for about
 * 300 ms by a sensor of 34 x 34 (the size and length of N-MNIST's recordings).
 */
public final class GestureSimulator {

  /** The simulated sensor. */
  public static final SensorGeometry SENSOR = new SensorGeometry(34, 34);

  private static final long FRAME_MICROS = 2_500; // at most a third of a pixel between exposures
  private static final double THRESHOLD = 0.2;
  private static final double MISMATCH = 0.04;

  private GestureSimulator() {}

  /**
   * One recording of one movement.
   *
   * @param gesture its class
   * @param key decides figure, place, speed, contrast, length and noise
   */
  public static EventStream simulate(Gesture gesture, Key key) {
    return simulate(gesture, key, SENSOR, 1);
  }

  /**
   * One recording of a movement that begins anew again and again.
   *
   * @param gesture its class
   * @param key decides figure, place, speed, contrast, length and noise
   * @param sensor a square one; it sees what one of 34 x 34 would, in more or fewer pixels
   * @param repetitions how often the movement is made, at least 1
   */
  static EventStream simulate(Gesture gesture, Key key, SensorGeometry sensor, int repetitions) {
    SplittableRandom random = key.random();
    long onceMicros = random.nextLong(280_000, 320_000);
    double noisePerPixelSecond = random.nextDouble(0.2, 1.0);
    double density = (double) sensor.width() / SENSOR.width();
    Scene scene =
        new Scene(
            Figure.draw(random),
            gesture.movement(random, (SENSOR.width() - 1) / 2.0, (SENSOR.height() - 1) / 2.0),
            random.nextDouble(1.5, 5.0),
            random.nextDouble(-0.01, 0.01),
            random.nextDouble(-0.01, 0.01),
            density);
    EventCamera camera = new EventCamera(sensor, THRESHOLD, MISMATCH, random);
    long durationMicros = repetitions * onceMicros;
    long step = Math.min(FRAME_MICROS, (long) (2 * FRAME_MICROS / Math.ceil(density)));
    double[] background = scene.background(sensor);
    double[] image = background.clone();
    Box before = Box.NONE;
    for (long time = 0; time <= durationMicros; time += step) {
      long begun = Math.min(repetitions - 1, time / onceMicros) * onceMicros;
      Box now =
          scene.render((double) (time - begun) / onceMicros, before, background, image, sensor);
      camera.expose(time, image, before.with(now));
      before = now;
    }
    camera.noise(durationMicros, noisePerPixelSecond, random);
    return camera.recording();
  }

  /**
   * What the camera sees.
   *
   * @param contrast intensity of the figure over a background of about 1
   * @param slopeX change of the background's intensity per column
   * @param slopeY change of the background's intensity per row
   * @param density pixels of the sensor per pixel of the scene
   */
  private record Scene(
      Figure figure,
      DoubleFunction<Pose> movement,
      double contrast,
      double slopeX,
      double slopeY,
      double density) {

    /** Logarithm of what is seen where the figure is not. */
    double[] background(SensorGeometry sensor) {
      double[] log = new double[sensor.width() * sensor.height()];
      for (int i = 0; i < log.length; i++) {
        log[i] = Math.log(intensity(i % sensor.width() / density, row(i, sensor) / density));
      }
      return log;
    }

    private static int row(int pixel, SensorGeometry sensor) {
      return pixel / sensor.width();
    }

    private double intensity(double x, double y) {
      return 1 + slopeX * x + slopeY * y;
    }

    /**
     * Draws the figure in place of what it was before.
     *
     * @param before what the last drawing gave
     * @return where the figure is now
     */
    Box render(
        double progress, Box before, double[] background, double[] image, SensorGeometry sensor) {
      for (int row = before.top(); row < before.bottom(); row++) {
        int start = row * sensor.width() + before.left();
        System.arraycopy(background, start, image, start, before.right() - before.left());
      }
      Pose pose = movement.apply(progress);
      PosedFigure posed = figure.at(pose, density);
      double distance = posed.limit() * density;
      Box box = Box.around(pose.x() * density, pose.y() * density, distance, sensor);
      for (int row = box.top(); row < box.bottom(); row++) {
        double y = row / density;
        int start = row * sensor.width();
        for (int column = box.left(); column < box.right(); column++) {
          double x = column / density;
          double covered = posed.coverage(x - pose.x(), y - pose.y());
          if (covered != 0) {
            image[start + column] = Math.log(intensity(x, y) + contrast * covered);
          }
        }
      }
      return box;
    }
  }
}
