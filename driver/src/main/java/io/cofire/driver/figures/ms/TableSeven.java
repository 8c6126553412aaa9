package io.cofire.driver.figures.ms;

import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.surrogate.Surrogate;

/** Hu 2021 Table VII. */
final class TableSeven {

  /** V_th = 0.5, decay 0.25, a = 1. */
  static final Neuron LIF = lif(1);

  private TableSeven() {}

  /** The same with another width a of the surrogate. */
  static Neuron lif(double width) {
    return new Neuron.IterativeLif(
        0.25, 0.5, ResetGradient.DETACHED, Firing.ABOVE, new Surrogate.Rectangular(width));
  }
}
