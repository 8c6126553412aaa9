package io.cofire.ops.neuron;

import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.surrogate.Surrogate;

/** A neuron as a recipe chooses it. */
public sealed interface Neuron {

  /** The form that engines compute. */
  Dynamics dynamics();

  /** V_th, which threshold-dependent norms also use. */
  double threshold();

  /**
   * Iterative leaky integrate-and-fire: u[t] = decay * u[t-1] * (1 - s[t-1]) + x[t] (Wu 2019 Eq.
   * 3-5; Zheng 2020 Eq. 1-3; Hu 2021 Eq. 1-2).
   */
  record IterativeLif(
      double decay,
      double threshold,
      ResetGradient resetGradient,
      Firing firing,
      Surrogate surrogate)
      implements Neuron {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if decay is not in [0, 1) or threshold is not positive
     */
    public IterativeLif {
      if (!(decay >= 0 && decay < 1)) {
        throw new IllegalArgumentException(
            "Invalid neuron.decay: " + decay + " (must be in [0, 1))");
      }
      requirePositiveThreshold(threshold);
    }

    @Override
    public Dynamics dynamics() {
      return new Dynamics(decay, 1, 0, threshold, 0, Reset.HARD, resetGradient, firing, surrogate);
    }
  }

  /** Integrate-and-fire: h[t] = v[t-1] + x[t] (Fang 2021 Eq. 1-3). */
  record IntegrateAndFire(
      double threshold,
      Reset reset,
      ResetGradient resetGradient,
      Firing firing,
      Surrogate surrogate)
      implements Neuron {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if threshold is not positive
     */
    public IntegrateAndFire {
      requirePositiveThreshold(threshold);
    }

    @Override
    public Dynamics dynamics() {
      return new Dynamics(1, 1, 0, threshold, 0, reset, resetGradient, firing, surrogate);
    }
  }

  private static void requirePositiveThreshold(double threshold) {
    if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Invalid neuron.threshold: " + threshold + " (must be positive)");
    }
  }
}
