package io.cofire.ops.network;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.ops.layer.NeuNorm;
import java.util.Optional;

/** What stands between the convolutions of a {@link NetworkConfig.Layered} network. */
public sealed interface MapNorm permits MapNorm.None, MapNorm.Auxiliary {

  /** The norm, if there is one. */
  Optional<NeuNorm.Form> form();

  /** Nothing. */
  @Kind("none")
  record None() implements MapNorm {
    @Override
    public Optional<NeuNorm.Form> form() {
      return Optional.empty();
    }
  }

  /**
   * NeuNorm (Wu 2019 Eq. 9 and 10) on the spikes of every convolution that another one follows,
   * before a pool.
   *
   * @param decay k, in [0, 1)
   * @param strength what v is
   * @param weights whether each map has its own U
   * @param start what every U starts from, which the paper does not print
   */
  @Kind("neunorm")
  record Auxiliary(
      @Default("0.9") double decay,
      @Default("average") NeuNorm.Strength strength,
      @Default("per-channel") NeuNorm.Weights weights,
      @Default("1.0") double start)
      implements MapNorm {
    /** Checks the values. */
    public Auxiliary {
      new NeuNorm.Form(decay, strength, weights, start);
    }

    @Override
    public Optional<NeuNorm.Form> form() {
      return Optional.of(new NeuNorm.Form(decay, strength, weights, start));
    }
  }
}
