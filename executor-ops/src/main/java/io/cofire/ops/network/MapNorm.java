package io.cofire.ops.network;

import io.cofire.ops.layer.NeuNorm;

/** What stands between the convolutions of a {@link NetworkConfig.Layered} network. */
public sealed interface MapNorm {

  /** Nothing. */
  record None() implements MapNorm {}

  /**
   * NeuNorm (Wu 2019 Eq. 9 and 10) on the spikes of every convolution that another one follows,
   * before a pool.
   *
   * @param decay k, in [0, 1)
   * @param strength what v is
   * @param weights whether each map has its own U
   * @param start what every U starts from
   */
  record Auxiliary(double decay, NeuNorm.Strength strength, NeuNorm.Weights weights, double start)
      implements MapNorm {
    /** Checks the values. */
    public Auxiliary {
      new NeuNorm.Form(decay, strength, weights, start);
    }

    NeuNorm.Form form() {
      return new NeuNorm.Form(decay, strength, weights, start);
    }
  }
}
