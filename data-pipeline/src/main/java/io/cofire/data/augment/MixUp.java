package io.cofire.data.augment;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.random.Key;
import java.util.Optional;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Mix-up (Zhang et al. 2018, "mixup: beyond empirical risk minimization", Eq. 2): a sample's frames
 * become l * its own + (1-l) * those of another one, and its target likewise, with l drawn from
 * Beta(alpha, alpha). The other is drawn from the whole training split, so that the number of ranks
 * changes nothing; the authors' code draws it from the same minibatch.
 *
 * @param alpha strength, greater than 0; small values leave most samples nearly pure
 * @param draw whether a batch shares l, as in the authors' code
 */
@Kind("mix-up")
public record MixUp(double alpha, @Default("batch") Draw draw) implements Augmentation {

  /** Checks the strength. */
  public MixUp {
    if (!(alpha > 0 && alpha <= 1000)) {
      throw new InvalidValue("mix-up.alpha", alpha, "must be greater than 0, at most 1000");
    }
  }

  @Override
  public boolean fitsImages() {
    return true;
  }

  @Override
  public Optional<MixUp> mixUp() {
    return Optional.of(this);
  }

  /** The share l of a sample itself; l and 1-l are both exact. */
  float share(Key key) {
    double own =
        new BetaDistribution(null, alpha, alpha)
            .inverseCumulativeProbability(key.random().nextDouble());
    float larger = (float) Math.max(own, 1 - own);
    return own < 0.5 ? 1 - larger : larger;
  }
}
