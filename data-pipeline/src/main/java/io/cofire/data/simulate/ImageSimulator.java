package io.cofire.data.simulate;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import java.util.SplittableRandom;

/** Recordings of an image that moves before an event camera. */
final class ImageSimulator {

  private static final long STEP_MICROS = 1_000; // at most a third of a pixel between exposures
  private static final double THRESHOLD = 0.4; // digits give as many events as in N-MNIST
  private static final double MISMATCH = 0.04;
  private static final double DARK = 0.15; // stray light; keeps black's logarithm finite
  private static final double NOISE_PER_PIXEL_SECOND = 0.3;

  private ImageSimulator() {}

  /** One recording; the image fills what the movement leaves of the sensor. */
  static EventStream simulate(GreyImage image, ImageMotion motion, SensorGeometry sensor, Key key) {
    SplittableRandom random = key.random();
    double amplitude = motion.amplitude() * sensor.width() / motion.side();
    GreyImage fitted = fit(image, sensor.width() - amplitude, sensor.height() - amplitude);
    double[] log = new double[fitted.values().length];
    for (int i = 0; i < log.length; i++) {
      log[i] = Math.log(DARK + fitted.values()[i]);
    }
    EventCamera camera = new EventCamera(sensor, THRESHOLD, MISMATCH, random);
    double[] seen = new double[sensor.width() * sensor.height()];
    for (long time = 0; time <= motion.durationMicros(); time += STEP_MICROS) {
      double[] place = motion.place(time);
      double left = (sensor.width() - fitted.width()) / 2.0 + amplitude * place[0];
      double top = (sensor.height() - fitted.height()) / 2.0 + amplitude * place[1];
      for (int i = 0; i < seen.length; i++) {
        int row = i / sensor.width();
        seen[i] = sample(fitted, log, i % sensor.width() - left, row - top);
      }
      camera.expose(time, seen);
    }
    camera.noise(motion.durationMicros(), NOISE_PER_PIXEL_SECOND, random);
    return camera.recording();
  }

  /** The image in its proportions, as large as fits; each pixel is the mean of what it covers. */
  private static GreyImage fit(GreyImage image, double mostWidth, double mostHeight) {
    double scale = Math.min(mostWidth / image.width(), mostHeight / image.height());
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    double[] values = new double[image.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.values()[i];
    }
    int taps = (int) Math.ceil(1 / Math.min(1, scale));
    float[] fitted = new float[width * height];
    for (int i = 0; i < fitted.length; i++) {
      double sum = 0;
      for (int tap = 0; tap < taps * taps; tap++) {
        int row = i / width;
        int downwards = tap / taps;
        double x = (i % width + (tap % taps + 0.5) / taps) * image.width() / width - 0.5;
        double y = (row + (downwards + 0.5) / taps) * image.height() / height - 0.5;
        sum += sample(image, values, x, y);
      }
      fitted[i] = (float) (sum / (taps * taps));
    }
    return new GreyImage(width, height, fitted);
  }

  /** The value between four pixels; the image's edge goes on for ever. */
  private static double sample(GreyImage size, double[] values, double x, double y) {
    double column = Math.min(size.width() - 1.0, Math.max(0, x));
    double row = Math.min(size.height() - 1.0, Math.max(0, y));
    int x0 = (int) column;
    int y0 = (int) row;
    int x1 = Math.min(size.width() - 1, x0 + 1);
    int y1 = Math.min(size.height() - 1, y0 + 1);
    double right = column - x0;
    double down = row - y0;
    int above = y0 * size.width();
    int below = y1 * size.width();
    double upper = values[above + x0] + right * (values[above + x1] - values[above + x0]);
    double lower = values[below + x0] + right * (values[below + x1] - values[below + x0]);
    return upper + down * (lower - upper);
  }
}
