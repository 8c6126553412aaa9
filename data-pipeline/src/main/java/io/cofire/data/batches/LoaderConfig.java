package io.cofire.data.batches;

import io.cofire.data.frames.FrameShape;
import java.time.Duration;

/**
 * How minibatches are made.
 *
 * @param shape [T,N,C,H,W]; N is the rank's batch
 * @param buffers direct buffers in the ring, at least 2: one is with the caller while others fill
 * @param deadline longest wait for one minibatch
 */
public record LoaderConfig(FrameShape shape, int buffers, Duration deadline) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is impossible
   */
  public LoaderConfig {
    if (buffers < 2) {
      throw new IllegalArgumentException(
          "Invalid loader buffers: " + buffers + " (must be at least 2)");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException(
          "Invalid loader deadline: " + deadline + " (must be positive)");
    }
  }

  /** Three buffers and a wait of two minutes. */
  public static LoaderConfig of(FrameShape shape) {
    return new LoaderConfig(shape, 3, Duration.ofMinutes(2));
  }
}
