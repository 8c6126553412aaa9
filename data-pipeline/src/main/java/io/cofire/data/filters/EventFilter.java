package io.cofire.data.filters;

import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.errors.Misfit;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * Which events of a recording stay. A filter changes no event and no order, and looks at times and
 * pixels alone: both polarities of a pixel are one.
 */
public sealed interface EventFilter permits EventFilter.HotPixels, EventFilter.BackgroundActivity {

  /** Largest sensor whose pixels are kept account of. */
  long MOST_PIXELS = 1L << 24; // 4096 x 4096, 128 MiB of times

  /** As a command line writes it, {@code hot-pixels:200}; equal filters have equal words. */
  String word();

  /**
   * Begins a recording.
   *
   * @throws Misfit if its sensor is too large to keep account of its pixels
   */
  Screen screen(SensorGeometry sensor);

  /**
   * Drops the events of pixels that fire faster, on average over the recording, than a pixel does
   * that is not broken: the count is more than {@code mostHertz} times the seconds from the
   * earliest to the latest event (tonic's {@code identify_hot_pixel}). Where all events are at one
   * time nothing has a rate, and all stay.
   *
   * @param mostHertz events a second of one pixel, above 0
   */
  @Kind("hot-pixels")
  record HotPixels(double mostHertz) implements EventFilter {
    /** Checks the rate. */
    public HotPixels {
      if (!(mostHertz > 0 && mostHertz <= 1e6)) {
        throw new InvalidValue(
            "filter.mostHertz", mostHertz, "must be above 0, and at most 1000000");
      }
    }

    @Override
    public String word() {
      return "hot-pixels:" + BigDecimal.valueOf(mostHertz).stripTrailingZeros().toPlainString();
    }

    @Override
    public Screen screen(SensorGeometry sensor) {
      requireAccountable(sensor);
      return new HotPixelScreen(sensor, mostHertz);
    }
  }

  /**
   * Drops events that no recent event nearby supports, as noise of a pixel alone is (T. Delbruck,
   * "Frame-free dynamic digital vision", Intl. Symp. on Secure-Life Electronics, 2008): each event
   * writes its time into the 8 pixels around its own, over what was written there before, and it
   * stays if its time is at most {@code windowMicros} from what was last written into its own
   * pixel. Events that are dropped support others too. The first event of all never stays.
   *
   * @param windowMicros longest time of support, at least 1
   */
  @Kind("background-activity")
  record BackgroundActivity(long windowMicros) implements EventFilter {
    /** Checks the time. */
    public BackgroundActivity {
      if (windowMicros < 1) {
        throw new InvalidValue("filter.windowMicros", windowMicros, "must be at least 1");
      }
    }

    @Override
    public String word() {
      return "background-activity:" + windowMicros;
    }

    @Override
    public Screen screen(SensorGeometry sensor) {
      requireAccountable(sensor);
      return new SupportScreen(sensor, windowMicros);
    }
  }

  /**
   * Refuses a sensor that is too large for any filter.
   *
   * @throws Misfit if it has more than {@link #MOST_PIXELS}
   */
  static void requireAccountable(SensorGeometry sensor) {
    if ((long) sensor.width() * sensor.height() > MOST_PIXELS) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Cannot filter events: a sensor of %s has more than %,d pixels; state its size",
              sensor,
              MOST_PIXELS));
    }
  }

  /**
   * A recording through some filters, one after the other; the same stream where there are none.
   *
   * @throws Misfit if its sensor is too large
   */
  static EventStream apply(List<EventFilter> filters, EventStream events) {
    EventStream left = events;
    for (EventFilter filter : filters) {
      left = filter.screen(left.geometry()).through(left);
    }
    return left;
  }
}
