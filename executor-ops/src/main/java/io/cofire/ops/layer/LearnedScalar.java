package io.cofire.ops.layer;

import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.neuron.Learned;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Shape;

/** The number w that a layer of neurons learns, as a parameter of the network. */
final class LearnedScalar {

  private final Learned learned;
  private final Parameter w;
  private final HostVector host;

  LearnedScalar(Wiring wiring, Learned learned) {
    this.learned = learned;
    Initial start = new Initial.Constant((float) learned.start());
    this.w = wiring.parameter("w", Shape.of(1), start, Decay.WEIGHT);
    this.host = new HostVector(wiring.kernels().memory(), 1);
  }

  Dynamics dynamics() {
    return learned.dynamics(value());
  }

  /** Adds w's gradient; between forward and backward nothing changes w. */
  void add(DynamicsGradient gradient) {
    host.add(new float[] {(float) learned.gradient(value(), gradient)}, w.gradient());
    w.complete();
  }

  private double value() {
    return host.toArray(w.value())[0];
  }
}
