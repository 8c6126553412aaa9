package io.cofire.ops.tensor;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.surrogate.Surrogate.ArcTan;
import io.cofire.ops.surrogate.Surrogate.Rectangular;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One population of neurons. The oracle's spike is step(u), made constant, plus phi(u) - phi(u),
 * the second made constant, where phi' is the surrogate.
 */
final class NeuronCase {

  private static final double MARGIN = 1e-4;

  private final String engine;
  private final Dynamics dynamics;
  private final Shape shape;

  NeuronCase(String engine, Dynamics dynamics, Shape shape) {
    this.engine = engine;
    this.dynamics = dynamics;
    this.shape = shape;
  }

  void check() {
    try (Workbench bench = new Workbench(engine, "neuron")) {
      float[] current = currents(bench);
      float[] gs = bench.uniform(shape, -1, 1);
      Tensor x = Torch.leaf(current, shape);
      TensorVector membranes = new TensorVector();
      TensorVector spikes = new TensorVector();
      oracle(x, membranes, spikes);
      Tensor expectedSpikes = torch.stack(spikes, 0);
      Torch.backward(expectedSpikes, gs, shape);

      NeuronKernels neurons = bench.kernels.neurons();
      var h = bench.room(shape);
      var s = bench.room(shape);
      neurons.forward(dynamics, bench.put(current, shape), h, s);
      bench.assertClose(h, torch.stack(membranes, 0));
      Workbench.assertClose(bench.take(s), Torch.values(expectedSpikes), 0);
      var gx = bench.room(shape);
      neurons.backward(dynamics, h, bench.put(gs, shape), gx);
      bench.assertClose(gx, x.grad());
      var inPlace = bench.put(gs, shape);
      neurons.backward(dynamics, h, inPlace, inPlace);
      bench.assertClose(inPlace, x.grad());
    }
  }

  /** Currents that keep every membrane off the threshold and off the surrogate's edges. */
  private float[] currents(Workbench bench) {
    float[] values = bench.uniform(shape, -0.6, 1.6);
    int steps = shape.size(0);
    int neurons = values.length / steps;
    for (int n = 0; n < neurons; n++) {
      double v = dynamics.rest();
      for (int t = 0; t < steps; t++) {
        int i = t * neurons + n;
        while (isNearAnEdge(membrane(v, values[i]))) {
          values[i] += (float) (3 * MARGIN / dynamics.gain());
        }
        v = afterReset(membrane(v, values[i]));
      }
    }
    return values;
  }

  private double membrane(double v, double current) {
    return dynamics.carry() * v + dynamics.gain() * current + dynamics.bias();
  }

  private boolean isNearAnEdge(double h) {
    double u = h - dynamics.threshold();
    boolean nearEdge =
        dynamics.surrogate() instanceof Rectangular rectangular
            && Math.abs(Math.abs(u) - rectangular.width() / 2) < MARGIN;
    return nearEdge || Math.abs(u) < MARGIN;
  }

  private double afterReset(double h) {
    if (h < dynamics.threshold()) {
      return h;
    }
    return dynamics.reset() == Reset.HARD ? dynamics.rest() : h - dynamics.threshold();
  }

  private void oracle(Tensor x, TensorVector membranes, TensorVector spikes) {
    Tensor v = x.select(0, 0).detach().mul(scalar(0)).add(scalar(dynamics.rest()));
    for (int t = 0; t < shape.size(0); t++) {
      Tensor h =
          v.mul(scalar(dynamics.carry()))
              .add(x.select(0, t).mul(scalar(dynamics.gain())))
              .add(scalar(dynamics.bias()));
      Tensor s = fire(h.sub(scalar(dynamics.threshold())));
      Tensor resetting = dynamics.resetGradient() == ResetGradient.FLOWS ? s : s.detach();
      v = reset(h, resetting);
      membranes.push_back(h);
      spikes.push_back(s);
    }
  }

  private Tensor fire(Tensor u) {
    Tensor step = dynamics.firing() == Firing.ABOVE ? u.gt(scalar(0)) : u.ge(scalar(0));
    Tensor smooth = phi(u);
    return step.to(torch.ScalarType.Double).add(smooth.sub(smooth.detach()));
  }

  private Tensor phi(Tensor u) {
    if (dynamics.surrogate() instanceof Rectangular rectangular) {
      double half = rectangular.width() / 2;
      ScalarOptional low = new ScalarOptional(scalar(-half));
      ScalarOptional high = new ScalarOptional(scalar(half));
      return torch.clamp(u, low, high).mul(scalar(1 / rectangular.width()));
    }
    double alpha = ((ArcTan) dynamics.surrogate()).alpha();
    return u.mul(scalar(Math.PI / 2 * alpha)).atan().mul(scalar(1 / Math.PI));
  }

  private Tensor reset(Tensor h, Tensor s) {
    if (dynamics.reset() == Reset.SOFT) {
      return h.sub(s.mul(scalar(dynamics.threshold())));
    }
    return h.sub(h.mul(s)).add(s.mul(scalar(dynamics.rest())));
  }

  private static Scalar scalar(double value) {
    return new Scalar(value);
  }
}
