package io.cofire.ops.layer;

import io.cofire.ops.collective.PendingFold;
import java.util.function.Consumer;

/** A norm's statistics over all ranks, on their way until somebody needs them. */
final class PendingMoments {

  private final PendingFold fold;
  private final Consumer<Moments> whenHere;
  private Moments all;

  /**
   * Statistics that have been sent for.
   *
   * @param whenHere is told them once
   */
  PendingMoments(PendingFold fold, Consumer<Moments> whenHere) {
    this.fold = fold;
    this.whenHere = whenHere;
  }

  /** The statistics; the first call waits for them. */
  Moments await() {
    if (all == null) {
      all = Moments.unpack(fold.await());
      whenHere.accept(all);
    }
    return all;
  }
}
