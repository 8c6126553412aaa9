package io.cofire.driver.checkpoint;

import java.util.Locale;
import java.util.Optional;

/**
 * Which checkpoints stay.
 *
 * @param newest how many of the newest
 * @param everyEpochs n: those at the ends of epochs n, 2n, ... stay too
 */
public record Retention(int newest, Optional<Integer> everyEpochs) {

  /** Checks that the newest one stays. */
  public Retention {
    if (newest < 1 || everyEpochs.filter(n -> n < 1).isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid retention: the newest %d, every %s epochs (must be at least 1)",
              newest,
              everyEpochs.map(String::valueOf).orElse("no")));
    }
  }

  boolean keepsAlways(Progress progress) {
    boolean endsEpoch = progress.epoch() > 0 && progress.stepInEpoch() == 0;
    return endsEpoch && everyEpochs.filter(n -> progress.epoch() % n == 0).isPresent();
  }
}
