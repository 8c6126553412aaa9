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
    double[] image = new double[sensor.width() * sensor.height()];
    long durationMicros = repetitions * onceMicros;
    long step = Math.min(FRAME_MICROS, (long) (2 * FRAME_MICROS / Math.ceil(density)));
    double[] background = scene.background(sensor);
    for (long time = 0; time <= durationMicros; time += step) {
      long begun = Math.min(repetitions - 1, time / onceMicros) * onceMicros;
      scene.render((double) (time - begun) / onceMicros, background, image, sensor);
      camera.expose(time, image);
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

    void render(
        double progress, double[] background, double[] logIntensity, SensorGeometry sensor) {
      Pose pose = movement.apply(progress);
      double cosine = Math.cos(pose.angle());
      double sine = Math.sin(pose.angle());
      int pixel = 0;
      for (int row = 0; row < sensor.height(); row++) {
        double y = row / density;
        for (int column = 0; column < sensor.width(); column++) {
          double x = column / density;
          double covered = figure.coverage(x - pose.x(), y - pose.y(), pose, cosine, sine, density);
          logIntensity[pixel] =
              covered == 0 ? background[pixel] : Math.log(intensity(x, y) + contrast * covered);
          pixel++;
        }
      }
    }
  }
}
