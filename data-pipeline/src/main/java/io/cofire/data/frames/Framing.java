package io.cofire.data.frames;

import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.events.TimeOrder;
import java.nio.FloatBuffer;
import java.util.Locale;

/**
 * Counts events into frames: {@code frame[t][p][y][x] += 1} for each event of window t, raw counts
 * without clipping; a recording that is one part of a mixture counts its weight instead of 1.
 */
public final class Framing {

  private Framing() {}

  /**
   * Adds the events of one sample to its frames, a pixel of the sensor to a pixel of the frame.
   *
   * @see #accumulate(EventStream, Binning, Reduction, FrameShape, int, FloatBuffer)
   */
  public static void accumulate(
      EventStream events, Binning binning, FrameShape shape, int slot, FloatBuffer target) {
    accumulate(events, binning, new Reduction.None(), shape, slot, target);
  }

  /**
   * Adds the events of one sample to its frames, all timesteps, each event as 1.
   *
   * @see #accumulate(EventStream, Exposure, FrameShape, int, FloatBuffer)
   */
  public static void accumulate(
      EventStream events,
      Binning binning,
      Reduction reduction,
      FrameShape shape,
      int slot,
      FloatBuffer target) {
    Exposure whole = Exposure.whole(binning, reduction, shape.timesteps());
    accumulate(events, whole, shape, slot, target);
  }

  /**
   * Adds the events of one sample to its frames.
   *
   * @param events the recording, in any order of time; at least one event
   * @param exposure which events go to which frame, and what they count
   * @param shape shape of the buffer; T = the timesteps that are kept, C = 2, H and W those of the
   *     reduced sensor
   * @param slot place of the sample in the batch, 0 &lt;= slot &lt; N
   * @param target the minibatch, [T,N,C,H,W]; what it holds is added to
   * @throws IllegalArgumentException if the reduced sensor does not have the size of the frames,
   *     the slot is outside the batch or an event outside the sensor
   */
  public static void accumulate(
      EventStream events, Exposure exposure, FrameShape shape, int slot, FloatBuffer target) {
    requireFit(exposure, exposure.reduction().apply(events.geometry()), shape);
    if (slot < 0 || slot >= shape.batch()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "Invalid slot: %d (the batch has %d)", slot, shape.batch()));
    }
    EventStream sorted = TimeOrder.sorted(events);
    EventWindows cut = exposure.binning().windows(sorted.timesMicros(), exposure.timesteps());
    Reduction.Framed framed = exposure.reduction().apply(sorted, cut);
    EventStream placed = framed.events();
    EventWindows windows = framed.windows();
    for (int frame = 0; frame < shape.timesteps(); frame++) {
      int t = exposure.kept()[frame];
      int offset = shape.offset(frame, slot);
      int from = windows.from()[t];
      count(placed, from, windows.to()[t], exposure.weight(), shape, offset, target);
    }
  }

  private static void count(
      EventStream events,
      int from,
      int to,
      float weight,
      FrameShape shape,
      int offset,
      FloatBuffer target) {
    short[] xs = events.xs();
    short[] ys = events.ys();
    byte[] polarities = events.polarities();
    int width = shape.width();
    int height = shape.height();
    for (int i = from; i < to; i++) {
      int x = xs[i] & 0xFFFF;
      int y = ys[i] & 0xFFFF;
      if (x >= width || y >= height) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Cannot frame event %d: pixel (%d, %d) is outside the sensor of %s",
                i,
                x,
                y,
                events.geometry()));
      }
      int at = offset + ((polarities[i] & 1) * height + y) * width + x;
      target.put(at, target.get(at) + weight);
    }
  }

  private static void requireFit(Exposure exposure, SensorGeometry sensor, FrameShape shape) {
    if (exposure.kept().length != shape.timesteps()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot frame a recording: %d timesteps are kept, the batch has %d",
              exposure.kept().length,
              shape.timesteps()));
    }
    if (shape.channels() != FrameShape.POLARITIES
        || sensor.width() != shape.width()
        || sensor.height() != shape.height()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot frame a recording: a sensor of %s gives frames of %d x %d x %d, the batch has %d x %d x %d",
              sensor,
              FrameShape.POLARITIES,
              sensor.height(),
              sensor.width(),
              shape.channels(),
              shape.height(),
              shape.width()));
    }
  }
}
