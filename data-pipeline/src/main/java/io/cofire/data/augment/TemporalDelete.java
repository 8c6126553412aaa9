package io.cofire.data.augment;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.random.Key;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random temporal delete (Fang 2021, A.2): of the T frames of a sample only some, at random and in
 * their order, are trained on; scoring sees all T.
 *
 * @param keep frames that stay, at least 1; 12 of 16 in Fang 2021
 * @param draw whether the samples of a batch lose the same frames, as in the authors' code
 */
@Kind("temporal-delete")
public record TemporalDelete(int keep, @Default("batch") Draw draw) implements Augmentation {

  /** Checks the number. */
  public TemporalDelete {
    Limits.requireAtLeastOne("temporal-delete.keep", keep);
  }

  @Override
  public boolean isIdle(int side, int timesteps) {
    return keep == timesteps;
  }

  @Override
  public Optional<TemporalDelete> temporalDelete() {
    return Optional.of(this);
  }

  /**
   * Which timesteps stay, ascending; every choice is equally likely (Knuth, "The art of computer
   * programming", vol. 2, 3.4.2, algorithm S).
   *
   * @param timesteps T, at least {@code keep}
   */
  int[] kept(int timesteps, Key key) {
    SplittableRandom random = key.random();
    int[] kept = new int[keep];
    int chosen = 0;
    for (int t = 0; chosen < keep; t++) {
      if (random.nextInt(timesteps - t) < keep - chosen) {
        kept[chosen++] = t;
      }
    }
    return kept;
  }
}
