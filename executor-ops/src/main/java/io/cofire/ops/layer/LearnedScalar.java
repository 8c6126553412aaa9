package io.cofire.ops.layer;

import io.cofire.ops.layer.Parameter.Decay;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.neuron.Learned;
import io.cofire.ops.tensor.Shape;

/** The number w that a layer of neurons learns, as a parameter of the network. */
final class LearnedScalar {

  private final Learned learned;
  private final Parameter w;
  private final HostChannels host;

  LearnedScalar(Wiring wiring, Learned learned) {
    this.learned = learned;
    Initial start = new Initial.Constant((float) learned.start());
    this.w = wiring.parameter("w", Shape.of(1), start, Decay.WEIGHT);
    this.host = new HostChannels(wiring.kernels().memory(), 1);
  }

  Dynamics dynamics() {
    return learned.dynamics(value());
  }

  /** Adds w's gradient; between forward and backward nothing changes w. */
  void add(DynamicsGradient gradient) {
    host.add(w.gradient(), new float[] {(float) learned.gradient(value(), gradient)});
    w.complete();
  }

  private double value() {
    return host.read(w.value())[0];
  }
}
