package io.cofire.ops.layer;

import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained network's parameters and statistics while its layers are folded for evaluation: what
 * stays, in its order, and the values of what takes a norm's place. The layers' parameters must be
 * bound to their trained values.
 */
public final class Folding {

  private final Memory memory;
  private final List<Parameter> parameters;
  private final List<Statistic> statistics;
  private final Map<Parameter, float[]> made = new HashMap<>();

  /** The start: everything that the layers have declared. */
  public Folding(Wiring wiring) {
    this.memory = wiring.kernels().memory();
    this.parameters = new ArrayList<>(wiring.parameters());
    this.statistics = new ArrayList<>(wiring.statistics());
  }

  /** What the folded layers have, in the order of the network. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** The running statistics that are still needed. */
  public List<Statistic> statistics() {
    return List.copyOf(statistics);
  }

  /** A copy of a parameter's values. */
  public float[] values(Parameter parameter) {
    float[] known = made.get(parameter);
    if (known != null) {
      return known.clone();
    }
    return new HostVector(memory, parameter.shape().count()).toArray(parameter.value());
  }

  /** Another parameter of the same shape in a parameter's place. */
  Parameter replace(Parameter old, String name, float[] values) {
    Parameter folded = made(name, old.shape(), old.decay(), values);
    parameters.set(parameters.indexOf(old), folded);
    return folded;
  }

  /** A new parameter behind another. */
  Parameter append(Parameter before, String name, Shape shape, float[] values) {
    Parameter folded = made(name, shape, Decay.NORM_OR_BIAS, values);
    parameters.add(parameters.indexOf(before) + 1, folded);
    return folded;
  }

  /** Gives a new parameter other values. */
  void set(Parameter folded, float[] values) {
    made.put(folded, values);
  }

  private Parameter made(String name, Shape shape, Decay decay, float[] values) {
    Parameter folded = new Parameter(name, shape, new Initial.Constant(0), decay);
    made.put(folded, values);
    return folded;
  }

  /** Takes a parameter out whose effect another one has now. */
  void remove(Parameter parameter) {
    parameters.remove(parameter);
  }

  /** Takes a statistic out whose effect a parameter has now. */
  void remove(Statistic statistic) {
    statistics.remove(statistic);
  }
}
