package io.cofire.driver.weights.nir;

import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.diagram.Drawing;
import io.cofire.ops.neuron.Dynamics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Our neurons in NIR's equations. With one Euler step of length dt a timestep,
 *
 * <pre>
 *   LIF   tau v' = v_leak - v + r x    v + dt/tau (v_leak - v + r x) = (1 - dt/tau) v + dt/tau r x + dt/tau v_leak
 *   IF    v' = r x                     v + dt r x
 * </pre>
 *
 * which is h = carry v + gain x + bias for tau = dt / (1 - carry), r = gain tau / dt, v_leak = bias
 * tau / dt, and for carry = 1 r = gain / dt. NIR fires above the threshold: where ours fires at it
 * too, NIR's is the next smaller float.
 *
 * @param dt length of a timestep, in whatever unit the reader counts time
 */
record Membrane(double dt) {

  /** Checks the length. */
  Membrane {
    if (!(dt > 0 && dt < Double.POSITIVE_INFINITY)) {
      throw new InvalidValue("--dt", dt, "must be positive");
    }
  }

  /** Which of NIR's neurons it is. */
  static String type(Dynamics dynamics) {
    return dynamics.carry() == 1 ? "IF" : "LIF";
  }

  /**
   * The parameters of a neuron by NIR's names.
   *
   * @param name of its layer
   * @throws io.cofire.data.errors.Misfit if NIR's neurons are reset otherwise
   */
  Map<String, Float> parameters(String name, Dynamics dynamics) {
    if (dynamics.reset() == Dynamics.Reset.SOFT) {
      throw Drawing.unknown(name, "neurons with a soft reset");
    }
    Map<String, Float> parameters = new LinkedHashMap<>();
    if (dynamics.carry() == 1) {
      parameters.put("r", (float) (dynamics.gain() / dt));
    } else {
      double leak = 1 - dynamics.carry();
      parameters.put("tau", (float) (dt / leak));
      parameters.put("r", (float) (dynamics.gain() / leak));
      parameters.put("v_leak", (float) (dynamics.bias() / leak));
    }
    float threshold = (float) dynamics.threshold();
    boolean above = dynamics.firing() == Dynamics.Firing.ABOVE;
    parameters.put("v_threshold", above ? threshold : Math.nextDown(threshold));
    parameters.put("v_reset", (float) dynamics.rest());
    return parameters;
  }
}
