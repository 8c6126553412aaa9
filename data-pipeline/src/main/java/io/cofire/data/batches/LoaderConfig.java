package io.cofire.data.batches;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.frames.FrameShape;
import java.time.Duration;

/**
 * How minibatches are made.
 *
 * @param shape [T,N,C,H,W]; N is the largest of its minibatches
 * @param buffers direct buffers in the ring, at least 2: one is with the caller while others fill
 * @param deadline longest wait for one minibatch
 * @param threads how many make the samples of a minibatch, at least 1; no part of the result
 */
public record LoaderConfig(FrameShape shape, int buffers, Duration deadline, int threads) {

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
    if (threads < 1) {
      throw new InvalidValue("loader threads", threads, "must be at least 1");
    }
  }

  /** One thread. */
  public LoaderConfig(FrameShape shape, int buffers, Duration deadline) {
    this(shape, buffers, deadline, 1);
  }

  /** Three buffers, a wait of two minutes, one thread. */
  public static LoaderConfig of(FrameShape shape) {
    return of(shape, 1);
  }

  /** Three buffers, a wait of two minutes. */
  public static LoaderConfig of(FrameShape shape, int threads) {
    return new LoaderConfig(shape, 3, Duration.ofMinutes(2), threads);
  }
}
