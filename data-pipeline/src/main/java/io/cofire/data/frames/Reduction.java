package io.cofire.data.frames;

import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import java.util.Locale;

/** How frames come to have fewer pixels than the sensor; counts are summed, never averaged. */
public sealed interface Reduction permits Reduction.None, Reduction.Divide {

  /**
   * Size of the frames of a sensor.
   *
   * @throws IllegalArgumentException if nothing of the sensor would be left
   */
  SensorGeometry apply(SensorGeometry sensor);

  /**
   * The events of each window at their places in the frames. The windows are those of the whole
   * recording, so that reduction never moves an event to another timestep.
   *
   * @param events in time order
   * @param windows windows of these events
   */
  Framed apply(EventStream events, EventWindows windows);

  /**
   * Events with their windows.
   *
   * @param events in time order
   * @param windows windows of these events
   */
  record Framed(EventStream events, EventWindows windows) {}

  /** A pixel of the sensor is a pixel of the frame. */
  @Kind("none")
  record None() implements Reduction {
    @Override
    public SensorGeometry apply(SensorGeometry sensor) {
      return sensor;
    }

    @Override
    public Framed apply(EventStream events, EventWindows windows) {
      return new Framed(events, windows);
    }
  }

  /**
   * Squares of pixels become one: x' = floor(x/by), y' = floor(y/by). Rows and columns that do not
   * fill a square are dropped: 128 by 3 gives 42 and drops those from 126 on, 128 by 4 gives 32.
   *
   * <p>Zheng 2020 and Wu 2019 print the sizes 32 and 42 without the operator; that counts are
   * summed is a choice.
   *
   * @param by side of a square, at least 1
   */
  @Kind("divide")
  record Divide(int by) implements Reduction {
    /** Checks the divisor. */
    public Divide {
      if (by < 1) {
        throw new InvalidValue("reduction.by", by, "must be at least 1");
      }
    }

    @Override
    public SensorGeometry apply(SensorGeometry sensor) {
      if (sensor.width() < by || sensor.height() < by) {
        throw new InvalidValue(
            "reduction.by",
            by,
            String.format(Locale.ROOT, "must be at most the side of the sensor, %s", sensor));
      }
      return new SensorGeometry(sensor.width() / by, sensor.height() / by);
    }

    @Override
    public Framed apply(EventStream events, EventWindows windows) {
      SensorGeometry sensor = events.geometry();
      SensorGeometry reduced = apply(sensor);
      EventBuilder kept = new EventBuilder();
      int[] keptBefore = new int[events.size() + 1];
      for (int i = 0; i < events.size(); i++) {
        keptBefore[i] = kept.size();
        int x = events.xs()[i] & 0xFFFF;
        int y = events.ys()[i] & 0xFFFF;
        if (x >= sensor.width() || y >= sensor.height()) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "Cannot frame event %d: pixel (%d, %d) is outside the sensor of %s",
                  i,
                  x,
                  y,
                  sensor));
        }
        if (x / by < reduced.width() && y / by < reduced.height()) {
          kept.add(events.timesMicros()[i], x / by, y / by, events.polarities()[i]);
        }
      }
      keptBefore[events.size()] = kept.size();
      return new Framed(kept.build(reduced), windows.renumbered(keptBefore));
    }
  }
}
