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

  private static final long FRAME_MICROS = 2_500; // at most 0.25 px between exposures
  private static final double THRESHOLD = 0.2;
  private static final double MISMATCH = 0.04;

  private GestureSimulator() {}

  /**
   * One recording.
   *
   * @param gesture its class
   * @param key decides figure, place, speed, contrast, length and noise
   */
  public static EventStream simulate(Gesture gesture, Key key) {
    SplittableRandom random = key.random();
    long durationMicros = random.nextLong(280_000, 320_000);
    double noisePerPixelSecond = random.nextDouble(0.2, 1.0);
    Scene scene =
        new Scene(
            Figure.draw(random),
            gesture.movement(random, (SENSOR.width() - 1) / 2.0, (SENSOR.height() - 1) / 2.0),
            random.nextDouble(1.5, 5.0),
            random.nextDouble(-0.01, 0.01),
            random.nextDouble(-0.01, 0.01));
    EventCamera camera = new EventCamera(SENSOR, THRESHOLD, MISMATCH, random);
    double[] image = new double[SENSOR.width() * SENSOR.height()];
    for (long time = 0; time <= durationMicros; time += FRAME_MICROS) {
      scene.render((double) time / durationMicros, image);
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
   */
  private record Scene(
      Figure figure, DoubleFunction<Pose> movement, double contrast, double slopeX, double slopeY) {

    void render(double progress, double[] logIntensity) {
      Pose pose = movement.apply(progress);
      double cosine = Math.cos(pose.angle());
      double sine = Math.sin(pose.angle());
      int pixel = 0;
      for (int y = 0; y < SENSOR.height(); y++) {
        for (int x = 0; x < SENSOR.width(); x++) {
          double covered = figure.coverage(x - pose.x(), y - pose.y(), pose, cosine, sine);
          double background = 1 + slopeX * x + slopeY * y;
          logIntensity[pixel++] = Math.log(background + contrast * covered);
        }
      }
    }
  }
}
