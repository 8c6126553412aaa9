package io.cofire.ops.network;

import io.cofire.ops.layer.RateCode;
import java.util.Optional;

/** How a still image becomes timesteps; frames of events are taken as they are. */
public enum Encoding {
  /** The first layer sees the image itself at every timestep (Wu 2019, its encoding layer). */
  DIRECT(null),
  /** Spikes with the probability of the pixel's intensity, 0 to 1. */
  BERNOULLI(RateCode.Kind.BERNOULLI),
  /** Spikes of a Poisson process whose rate is the pixel's intensity, 0 to 1. */
  POISSON(RateCode.Kind.POISSON);

  private final RateCode.Kind code;

  Encoding(RateCode.Kind code) {
    this.code = code;
  }

  /** The rate code, if it is one. */
  Optional<RateCode.Kind> rateCode() {
    return Optional.ofNullable(code);
  }
}
