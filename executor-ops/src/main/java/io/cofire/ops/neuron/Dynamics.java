package io.cofire.ops.neuron;

import io.cofire.ops.surrogate.Surrogate;

/**
 * The common form of the neurons, one step of time (all scalars are per layer):
 *
 * <pre>
 *   h[t] = carry * v[t-1] + gain * x[t] + bias        v[-1] = rest
 *   s[t] = 1 if h[t] &gt; threshold (or &gt;=), else 0
 *   v[t] = (1 - s[t]) * h[t] + s[t] * rest            hard reset
 *   v[t] = h[t] - s[t] * threshold                    soft reset
 * </pre>
 *
 * @param carry share of the membrane that stays from one step to the next
 * @param gain factor of the input
 * @param bias constant drive
 * @param threshold V_th
 * @param rest value of the membrane at the start and after a hard reset
 * @param reset kind of reset
 * @param resetGradient whether the gradient flows through s[t] in the reset
 * @param firing whether a membrane that equals the threshold fires
 * @param surrogate derivative of the step function
 */
public record Dynamics(
    double carry,
    double gain,
    double bias,
    double threshold,
    double rest,
    Reset reset,
    ResetGradient resetGradient,
    Firing firing,
    Surrogate surrogate) {

  /** What a spike does to the membrane. */
  public enum Reset {
    /** It returns to rest. */
    HARD,
    /** It loses one threshold. */
    SOFT
  }

  /** Whether backward sees the reset's dependence on the spike. */
  public enum ResetGradient {
    /** The spike is a variable in the reset (Zheng 2020 Eq. 14 and 15). */
    FLOWS,
    /** The spike is a constant in the reset (the SEW and MS authors' code). */
    DETACHED
  }

  /** Which side the threshold itself belongs to. */
  public enum Firing {
    /** Fires when h &gt; threshold. */
    ABOVE,
    /** Fires when h &gt;= threshold. */
    AT_OR_ABOVE
  }
}
