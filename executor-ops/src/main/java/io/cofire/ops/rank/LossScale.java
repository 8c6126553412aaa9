package io.cofire.ops.rank;

import io.cofire.data.errors.Misfit;
import java.util.Locale;

/**
 * Where the scaling of a loss stands; the same on every rank, because it follows from gradients
 * that are the same there.
 *
 * @param factor by which the loss's gradient is multiplied: a power of two, so that dividing by it
 *     again rounds nothing
 * @param good steps since the factor last changed
 * @param skipped steps of all that were skipped, whose gradients had left the numbers
 */
public record LossScale(float factor, long good, long skipped) {

  static final LossScale FIRST = new LossScale(1 << 16, 0, 0); // PyTorch's
  private static final int DOUBLED_AFTER = 2000;

  /** Checks that it scales. */
  public LossScale {
    if (!(factor >= 1 && factor <= Float.MAX_VALUE) || good < 0 || skipped < 0) {
      throw new Misfit(
          String.format(
              Locale.ROOT,
              "Invalid loss scale: factor %s, %d good and %d skipped steps",
              factor,
              good,
              skipped));
    }
  }

  /** After a step that was taken. */
  LossScale taken() {
    boolean doubled = good + 1 == DOUBLED_AFTER && factor <= Float.MAX_VALUE / 2;
    return doubled
        ? new LossScale(2 * factor, 0, skipped)
        : new LossScale(factor, good + 1, skipped);
  }

  /** Whether a smaller factor is left to try. */
  boolean canShrink() {
    return factor >= 2;
  }

  /** After a step that was skipped. */
  LossScale shrunk() {
    return new LossScale(factor / 2, 0, skipped + 1);
  }
}
