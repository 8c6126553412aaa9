package io.cofire.ops.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.surrogate.Surrogate.ArcTan;
import io.cofire.ops.surrogate.Surrogate.Rectangular;
import io.cofire.ops.surrogate.Surrogate.Sigmoid;
import io.cofire.ops.surrogate.Surrogate.Triangle;
import io.cofire.ops.surrogate.Surrogate.UnitAtHalf;
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
      Tensor carry = leaf(dynamics.carry());
      Tensor gain = leaf(dynamics.gain());
      Tensor bias = leaf(dynamics.bias());
      TensorVector membranes = new TensorVector();
      TensorVector spikes = new TensorVector();
      oracle(x, carry, gain, bias, membranes, spikes);
      Tensor expectedSpikes = torch.stack(spikes, 0);
      Torch.backward(expectedSpikes, gs, shape);

      NeuronKernels neurons = bench.kernels.neurons();
      var h = bench.room(shape);
      var s = bench.room(shape);
      neurons.forward(dynamics, bench.put(current, shape), h, s);
      bench.assertClose(h, torch.stack(membranes, 0));
      Workbench.assertClose(bench.take(s), Torch.values(expectedSpikes), 0);
      var again = bench.room(shape);
      neurons.spikes(dynamics, h, again);
      assertThat(bench.take(again)).isEqualTo(bench.take(s));
      var gx = bench.room(shape);
      neurons.backward(dynamics, h, bench.put(gs, shape), gx);
      bench.assertClose(gx, x.grad());
      var inPlace = bench.put(gs, shape);
      neurons.backward(dynamics, h, inPlace, inPlace);
      bench.assertClose(inPlace, x.grad());

      var learning = bench.put(gs, shape);
      DynamicsGradient found = neurons.backwardLearning(dynamics, h, learning, learning);
      bench.assertClose(learning, x.grad());
      assertClose("carry", found.carry(), carry);
      assertClose("gain", found.gain(), gain);
      assertClose("bias", found.bias(), bias);
    }
  }

  /** Within 1e-5 of what the terms of the sum could add up to. */
  private void assertClose(String name, double found, Tensor expected) {
    double allowed =
        1e-5 * Math.max(Math.abs(gradient(expected)), Math.sqrt((double) shape.elements()));
    assertThat(found).as("gradient of " + name).isCloseTo(gradient(expected), within(allowed));
  }

  private static double gradient(Tensor leaf) {
    return leaf.grad().defined() ? leaf.grad().item_double() : 0; // at T = 1 nothing is carried
  }

  private static Tensor leaf(double value) {
    return Tensor.create(new double[] {value}, 1).set_requires_grad(true);
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

  private void oracle(
      Tensor x,
      Tensor carry,
      Tensor gain,
      Tensor bias,
      TensorVector membranes,
      TensorVector spikes) {
    Tensor v = x.select(0, 0).detach().mul(scalar(0)).add(scalar(dynamics.rest()));
    for (int t = 0; t < shape.size(0); t++) {
      Tensor h = v.mul(carry).add(x.select(0, t).mul(gain)).add(bias);
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
      return torch.clamp(u, optional(-half), optional(half)).mul(scalar(1 / rectangular.width()));
    }
    if (dynamics.surrogate() instanceof ArcTan arcTan) {
      return u.mul(scalar(Math.PI / 2 * arcTan.alpha())).atan().mul(scalar(1 / Math.PI));
    }
    if (dynamics.surrogate() instanceof Sigmoid sigmoid) {
      return u.mul(scalar(sigmoid.alpha())).sigmoid();
    }
    if (dynamics.surrogate() instanceof Triangle triangle) {
      // u/w - u|u|/(2 w^2) within the base, whose ends carry the area on either side
      double w = triangle.width();
      Tensor near = torch.clamp(u, optional(-w), optional(w));
      return near.mul(scalar(1 / w)).sub(near.mul(near.abs()).mul(scalar(1 / (2 * w * w))));
    }
    if (dynamics.surrogate() instanceof UnitAtHalf) {
      double area = (1 + Math.PI * Math.PI / 4) / Math.PI;
      return u.mul(scalar(Math.PI)).atan().mul(scalar(area));
    }
    throw new IllegalArgumentException("Cannot check " + dynamics.surrogate());
  }

  private Tensor reset(Tensor h, Tensor s) {
    if (dynamics.reset() == Reset.SOFT) {
      return h.sub(s.mul(scalar(dynamics.threshold())));
    }
    return h.sub(h.mul(s)).add(s.mul(scalar(dynamics.rest())));
  }

  private static ScalarOptional optional(double value) {
    return new ScalarOptional(scalar(value));
  }

  private static Scalar scalar(double value) {
    return new Scalar(value);
  }
}
