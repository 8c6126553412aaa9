package io.cofire.data.frames;

import io.cofire.data.errors.Misfit;
import io.cofire.data.events.SensorGeometry;
import java.nio.FloatBuffer;
import java.util.Locale;

/**
 * Shape of the frames of a minibatch, [T,N,C,H,W] in row-major order.
 *
 * @param timesteps T, at least 1
 * @param batch N, at least 1
 * @param channels C, at least 1; for events 2: 0 = OFF, 1 = ON
 * @param height H, at least 1
 * @param width W, at least 1
 */
public record FrameShape(int timesteps, int batch, int channels, int height, int width) {

  /** Channels of event frames: OFF and ON. */
  public static final int POLARITIES = 2;

  private static final int CLEARED_AT_ONCE = 1 << 12;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is below 1 or a buffer of this shape would exceed 2^31
   *     - 1 elements
   */
  public FrameShape {
    if (timesteps < 1 || batch < 1 || channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid frame shape [%d,%d,%d,%d,%d]: each size must be at least 1",
              timesteps,
              batch,
              channels,
              height,
              width));
    }
    double size = (double) timesteps * batch * channels * height * width;
    if (size > Integer.MAX_VALUE) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Invalid frame shape [%d,%d,%d,%d,%d]: %.0f elements (at most %d); use a smaller batch",
              timesteps,
              batch,
              channels,
              height,
              width,
              size,
              Integer.MAX_VALUE));
    }
  }

  /** Shape of the event frames of a sensor, after any reduction. */
  public static FrameShape events(int timesteps, int batch, SensorGeometry sensor) {
    return new FrameShape(timesteps, batch, POLARITIES, sensor.height(), sensor.width());
  }

  /** The same for another number of samples. */
  public FrameShape withBatch(int samples) {
    return samples == batch ? this : new FrameShape(timesteps, samples, channels, height, width);
  }

  /** Number of elements of the whole minibatch. */
  public int size() {
    return timesteps * batch * frameSize();
  }

  /** Number of elements of one frame, C*H*W. */
  public int frameSize() {
    return channels * height * width;
  }

  /** Index of the first element of a sample's frame: [timestep, slot, 0, 0, 0]. */
  public int offset(int timestep, int slot) {
    return (timestep * batch + slot) * frameSize();
  }

  /** Writes zeros where a sample goes. */
  public void clear(int slot, FloatBuffer minibatch) {
    float[] zeros = new float[Math.min(frameSize(), CLEARED_AT_ONCE)];
    for (int t = 0; t < timesteps; t++) {
      int end = offset(t, slot) + frameSize();
      for (int at = offset(t, slot); at < end; at += zeros.length) {
        minibatch.put(at, zeros, 0, Math.min(zeros.length, end - at));
      }
    }
  }
}
