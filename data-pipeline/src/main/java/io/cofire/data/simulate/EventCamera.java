package io.cofire.data.simulate;

import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An event camera by its ideal model (Rebecq et al., "ESIM", 2018, Section 3): a pixel emits an
 * event of polarity p each time its log-intensity has moved by p*C since its last event; between
 * two exposures the log-intensity is taken as linear in time, which gives each event its time. C
 * differs a little from pixel to pixel, and noise events fall on all pixels alike.
 */
final class EventCamera {

  /** Bits for pixel and polarity below the time in a sortable event. */
  private static final int PLACE_BITS = 33;

  private final SensorGeometry sensor;
  private final double[] thresholds;
  private final double[] references; // log-intensity at each pixel's last event
  private final double[] before; // log-intensity at the last exposure
  private long beforeMicros;
  private boolean exposed;
  private long[] events = new long[8192];
  private int size;

  /**
   * A camera in darkness.
   *
   * @param threshold mean of C
   * @param mismatch relative standard deviation of C over the pixels
   */
  EventCamera(SensorGeometry sensor, double threshold, double mismatch, SplittableRandom random) {
    this.sensor = sensor;
    int pixels = sensor.width() * sensor.height();
    this.references = new double[pixels];
    this.before = new double[pixels];
    this.thresholds = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      double uniform = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
      thresholds[i] = threshold * (1 + 2 * mismatch * uniform); // variance of the sum: 3/12
    }
  }

  /**
   * Shows the camera an image; the first one only sets its references.
   *
   * @param micros time, later than that of the exposure before
   * @param logIntensity one value a pixel, row by row
   */
  void expose(long micros, double[] logIntensity) {
    expose(micros, logIntensity, Box.of(sensor));
  }

  /**
   * Shows the camera an image of which only a part differs from the one before.
   *
   * @param changed outside it, {@code logIntensity} is as it was at the exposure before
   */
  void expose(long micros, double[] logIntensity, Box changed) {
    if (!exposed) {
      System.arraycopy(logIntensity, 0, references, 0, references.length);
      System.arraycopy(logIntensity, 0, before, 0, before.length);
      exposed = true;
    }
    for (int row = changed.top(); row < changed.bottom(); row++) {
      int start = row * sensor.width() + changed.left();
      int end = row * sensor.width() + changed.right();
      for (int pixel = start; pixel < end; pixel++) {
        if (logIntensity[pixel] != before[pixel]) {
          cross(pixel, micros, logIntensity[pixel]);
          before[pixel] = logIntensity[pixel];
        }
      }
    }
    beforeMicros = micros;
  }

  private void cross(int pixel, long micros, double now) {
    double change = now - before[pixel];
    int polarity = change > 0 ? 1 : 0;
    double step = change > 0 ? thresholds[pixel] : -thresholds[pixel];
    while ((now - references[pixel] - step) * step >= 0) {
      references[pixel] += step;
      double part = Math.min(1, Math.max(0, (references[pixel] - before[pixel]) / change));
      add(beforeMicros + (long) (part * (micros - beforeMicros)), pixel, polarity);
    }
  }

  /**
   * Adds noise events.
   *
   * @param durationMicros they fall into [0, duration)
   * @param perPixelSecond mean rate
   */
  void noise(long durationMicros, double perPixelSecond, SplittableRandom random) {
    int pixels = references.length;
    double mean = perPixelSecond * pixels * durationMicros / 1e6;
    double time = 0;
    while (true) { // exponential gaps give a Poisson process
      time -= Math.log(1 - random.nextDouble()) * durationMicros / mean;
      if (!(time < durationMicros)) {
        return;
      }
      add((long) time, random.nextInt(pixels), random.nextInt(2));
    }
  }

  /** All events in order of time. */
  EventStream recording() {
    Arrays.sort(events, 0, size);
    EventBuilder stream = new EventBuilder();
    for (int i = 0; i < size; i++) {
      long place = events[i] & ((1L << PLACE_BITS) - 1);
      int pixel = (int) (place >>> 1);
      stream.add(
          events[i] >>> PLACE_BITS,
          pixel % sensor.width(),
          pixel / sensor.width(),
          (int) (place & 1));
    }
    return stream.build(sensor);
  }

  private void add(long micros, int pixel, int polarity) {
    if (size == events.length) {
      events = Arrays.copyOf(events, 2 * size);
    }
    events[size++] = micros << PLACE_BITS | (long) pixel << 1 | polarity;
  }
}
