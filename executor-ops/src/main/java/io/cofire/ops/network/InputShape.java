package io.cofire.ops.network;

import io.cofire.ops.tensor.Shape;
import java.util.Locale;

/**
 * What a sample looks like to a network.
 *
 * @param timesteps T
 * @param channels channels of a frame: 2 for events (0 = OFF, 1 = ON)
 * @param height rows
 * @param width columns
 * @param presentation whether every timestep has its own frame
 */
public record InputShape(
    int timesteps, int channels, int height, int width, Presentation presentation) {

  /** How a sample meets the timesteps. */
  public enum Presentation {
    /** One frame per timestep: minibatches are [T,N,H,W,C]. */
    FRAMES,
    /** The same image at every timestep: minibatches are [1,N,H,W,C]. */
    STILL
  }

  /** Checks the sizes. */
  public InputShape {
    if (timesteps < 1 || channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid input: T=%d, C=%d, H=%d, W=%d (each must be at least 1)",
              timesteps,
              channels,
              height,
              width));
    }
  }

  /** Frames, one per timestep. */
  public InputShape(int timesteps, int channels, int height, int width) {
    this(timesteps, channels, height, width, Presentation.FRAMES);
  }

  /** The same with another number of timesteps. */
  public InputShape withTimesteps(int other) {
    return new InputShape(other, channels, height, width, presentation);
  }

  /** Shape of a minibatch of so many samples: [T,N,H,W,C], or [1,N,H,W,C] for still images. */
  public Shape minibatch(int samples) {
    int frames = presentation == Presentation.FRAMES ? timesteps : 1;
    return Shape.of(frames, samples, height, width, channels);
  }
}
