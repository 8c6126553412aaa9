package io.cofire.ops.twin;

import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.Neuron;
import io.cofire.ops.neuron.Neuron.Input;
import io.cofire.ops.surrogate.Surrogate;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Neurons timestep by timestep, each from its own equation. */
final class TorchNeurons {

  private final TorchOps ops;
  private final Neuron neuron;
  private double rest;
  private Reset reset = Reset.HARD;
  private ResetGradient resetGradient;
  private Firing firing;
  private Surrogate surrogate;

  TorchNeurons(TorchOps ops, Neuron neuron) {
    this.ops = ops;
    this.neuron = neuron;
    if (neuron instanceof Neuron.IterativeLif lif) {
      settings(0, lif.reset(), lif.resetGradient(), lif.firing(), lif.surrogate());
    } else if (neuron instanceof Neuron.IntegrateAndFire i) {
      settings(0, i.reset(), i.resetGradient(), i.firing(), i.surrogate());
    } else if (neuron instanceof Neuron.Lif lif) {
      settings(lif.rest(), lif.reset(), lif.resetGradient(), lif.firing(), lif.surrogate());
    } else if (neuron instanceof Neuron.ParametricLif lif) {
      settings(lif.rest(), lif.reset(), lif.resetGradient(), lif.firing(), lif.surrogate());
    } else if (!(neuron instanceof Neuron.Relu)) {
      throw new IllegalArgumentException("Cannot twin " + neuron);
    }
  }

  private void settings(
      double v0, Reset kind, ResetGradient flow, Firing side, Surrogate derivative) {
    rest = v0;
    reset = kind;
    resetGradient = flow;
    firing = side;
    surrogate = derivative;
  }

  Tensor fire(String name, Tensor x) {
    if (neuron instanceof Neuron.Relu) {
      if (ops.watching()) {
        ops.keepsAway(x.detach().abs());
      }
      return x.relu();
    }
    TensorVector spikes = new TensorVector();
    Tensor v = torch.full_like(x.select(0, 0).detach(), scalar(rest));
    for (long t = 0; t < x.size(0); t++) {
      Tensor h = charge(name, v, x.select(0, t));
      Tensor s = spike(h.sub(scalar(neuron.threshold())));
      Tensor seen = resetGradient == ResetGradient.FLOWS ? s : s.detach();
      v =
          reset == Reset.HARD
              ? h.mul(seen.neg().add(scalar(1))).add(seen.mul(scalar(rest)))
              : h.sub(seen.mul(scalar(neuron.threshold())));
      spikes.push_back(s);
    }
    return torch.stack(spikes, 0);
  }

  private Tensor charge(String name, Tensor v, Tensor x) {
    if (neuron instanceof Neuron.IterativeLif lif) {
      return v.mul(scalar(lif.decay())).add(x);
    }
    Tensor above = v.sub(scalar(rest));
    if (neuron instanceof Neuron.Lif lif) {
      Scalar share = scalar(1 / lif.tau());
      return lif.input() == Input.DECAYED
          ? v.add(x.sub(above).mul(share))
          : v.sub(above.mul(share)).add(x);
    }
    if (neuron instanceof Neuron.ParametricLif lif) {
      Tensor share = ops.parameter(name + ".w", 1).sigmoid();
      return lif.input() == Input.DECAYED
          ? v.add(x.sub(above).mul(share))
          : v.sub(above.mul(share)).add(x);
    }
    return v.add(x);
  }

  /** The step function in value, the integral of the surrogate in gradient. */
  private Tensor spike(Tensor u) {
    Scalar zero = scalar(0);
    Tensor step = (firing == Firing.ABOVE ? u.gt(zero) : u.ge(zero)).to(ops.type());
    if (ops.watching()) {
      ops.keepsAway(u.detach().abs());
    }
    Tensor soft = integral(u);
    return step.detach().add(soft.sub(soft.detach()));
  }

  private Tensor integral(Tensor u) {
    if (surrogate instanceof Surrogate.Rectangular window) {
      double half = window.width() / 2;
      if (ops.watching()) {
        ops.keepsAway(u.detach().abs().sub(scalar(half)).abs());
      }
      return clamp(u, half).mul(scalar(1 / window.width()));
    }
    if (surrogate instanceof Surrogate.ArcTan arcTan) {
      return u.mul(scalar(Math.PI / 2 * arcTan.alpha())).atan().mul(scalar(1 / Math.PI));
    }
    if (surrogate instanceof Surrogate.Sigmoid sigmoid) {
      return u.mul(scalar(sigmoid.alpha())).sigmoid();
    }
    if (surrogate instanceof Surrogate.Triangle triangle) {
      Tensor near = clamp(u, triangle.width()).mul(scalar(1 / triangle.width()));
      return near.sub(near.mul(near.abs()).mul(scalar(0.5)));
    }
    if (surrogate instanceof Surrogate.UnitAtHalf) {
      return u.mul(scalar(Math.PI)).atan().mul(scalar((1 + Math.PI * Math.PI / 4) / Math.PI));
    }
    throw new IllegalArgumentException("Cannot twin " + surrogate);
  }

  private static Tensor clamp(Tensor u, double most) {
    return u.clamp(new ScalarOptional(scalar(-most)), new ScalarOptional(scalar(most)));
  }

  private static Scalar scalar(double value) {
    return new Scalar(value);
  }
}
