package io.cofire.ops.reference;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.surrogate.SurrogateEquation;
import io.cofire.ops.tensor.NeuronKernels;
import io.cofire.ops.tensor.Tensor;

/** The equations of {@link Dynamics}, one neuron at a time. */
final class ReferenceNeurons implements NeuronKernels {

  @Override
  public void forward(Dynamics dynamics, Tensor x, Tensor h, Tensor s) {
    ReferenceTensor current = ReferenceTensor.of(x);
    ReferenceTensor membrane = ReferenceTensor.of(h);
    ReferenceTensor spikes = ReferenceTensor.of(s);
    int steps = x.shape().size(0);
    int neurons = current.count() / steps;
    for (int n = 0; n < neurons; n++) {
      double v = dynamics.rest();
      for (int t = 0; t < steps; t++) {
        int i = t * neurons + n;
        double before = dynamics.carry() * v + dynamics.gain() * current.at(i) + dynamics.bias();
        double spike = spike(dynamics, before);
        v = afterReset(dynamics, before);
        membrane.put(i, before);
        spikes.put(i, spike);
      }
    }
  }

  @Override
  public void spikes(Dynamics dynamics, Tensor h, Tensor s) {
    ReferenceTensor membrane = ReferenceTensor.of(h);
    ReferenceTensor spikes = ReferenceTensor.of(s);
    for (int i = 0; i < membrane.count(); i++) {
      spikes.put(i, spike(dynamics, membrane.at(i)));
    }
  }

  @Override
  public void backward(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    ReferenceTensor membrane = ReferenceTensor.of(h);
    ReferenceTensor gradient = ReferenceTensor.of(gs);
    ReferenceTensor out = ReferenceTensor.of(gx);
    int steps = h.shape().size(0);
    int neurons = membrane.count() / steps;
    for (int n = 0; n < neurons; n++) {
      double gv = 0;
      for (int t = steps - 1; t >= 0; t--) {
        int i = t * neurons + n;
        double before = membrane.at(i);
        double slope =
            SurrogateEquation.derivative(dynamics.surrogate(), before - dynamics.threshold());
        double gh = gradient.at(i) * slope + gv * resetSlope(dynamics, before, slope);
        out.put(i, dynamics.gain() * gh);
        gv = dynamics.carry() * gh;
      }
    }
  }

  @Override
  public DynamicsGradient backwardLearning(Dynamics dynamics, Tensor h, Tensor gs, Tensor gx) {
    backward(dynamics, h, gs, gx);
    ReferenceTensor membrane = ReferenceTensor.of(h);
    ReferenceTensor gradient = ReferenceTensor.of(gx);
    int neurons = membrane.count() / h.shape().size(0);
    double carry = 0;
    double gain = 0;
    double bias = 0;
    for (int i = 0; i < membrane.count(); i++) {
      double v = i < neurons ? dynamics.rest() : afterReset(dynamics, membrane.at(i - neurons));
      double x = (membrane.at(i) - dynamics.carry() * v - dynamics.bias()) / dynamics.gain();
      double gh = gradient.at(i) / dynamics.gain();
      carry += gh * v;
      gain += gh * x;
      bias += gh;
    }
    return new DynamicsGradient(carry, gain, bias);
  }

  private static double afterReset(Dynamics dynamics, double before) {
    double spike = spike(dynamics, before);
    return dynamics.reset() == Reset.HARD
        ? (1 - spike) * before + spike * dynamics.rest()
        : before - spike * dynamics.threshold();
  }

  /** dv/dh across the reset. */
  private static double resetSlope(Dynamics dynamics, double before, double slope) {
    double through = dynamics.resetGradient() == ResetGradient.FLOWS ? slope : 0;
    return dynamics.reset() == Reset.HARD
        ? 1 - spike(dynamics, before) + through * (dynamics.rest() - before)
        : 1 - through * dynamics.threshold();
  }

  private static double spike(Dynamics dynamics, double before) {
    boolean fires =
        dynamics.firing() == Firing.ABOVE
            ? before > dynamics.threshold()
            : before >= dynamics.threshold();
    return fires ? 1 : 0;
  }
}
