package io.cofire.ops.collective;

import java.util.Optional;

/**
 * What a rank computes while other ranks' statistics are on their way: the gradient of a
 * convolution's weights, which nobody reads before the gradients' sum. It is put off until the next
 * norm has sent its sums. One such work is kept at a time; it costs the memory of the convolution's
 * input and of its output's gradient for so much longer. Belongs to one backward.
 */
public final class Meanwhile {

  /** For a rank that waits for nobody: nothing is put off. */
  public static final Meanwhile NEVER = new Meanwhile(false);

  private final boolean puttingOff;
  private Optional<Runnable> work = Optional.empty();

  private Meanwhile(boolean puttingOff) {
    this.puttingOff = puttingOff;
  }

  /** For a rank that waits for ranks of other hosts. */
  public static Meanwhile whileOthersSend() {
    return new Meanwhile(true);
  }

  /** Puts work off where a fold that has begun goes on by itself. */
  public static Meanwhile of(Collective collective) {
    return collective.overlaps() ? whileOthersSend() : NEVER;
  }

  /** Whether work is put off; the same on all ranks, since it orders what they exchange. */
  public boolean isPuttingOff() {
    return puttingOff;
  }

  /** Puts work off; what had been put off before is done now. */
  public void putOff(Runnable later) {
    run();
    work = Optional.of(later);
  }

  /** Does what has been put off. */
  public void run() {
    Optional<Runnable> now = work;
    work = Optional.empty();
    now.ifPresent(Runnable::run);
  }
}
