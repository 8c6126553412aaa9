package io.cofire.ops.composed;

import io.cofire.ops.composed.ArrayMath.Binary;
import io.cofire.ops.composed.ArrayMath.Comparison;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.neuron.DynamicsGradient;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;

/**
 * The neurons of one call, as arrays [T, neurons]. Only what is carried from step to step runs step
 * by step; the rest takes all timesteps at once, since a GPU wants few and large pieces of work.
 *
 * @param math the library
 * @param dynamics of every neuron
 * @param timesteps T
 * @param neurons all other axes
 */
record Population<A>(ArrayMath<A> math, Dynamics dynamics, int timesteps, int neurons) {

  static <A> Population<A> of(ArrayMath<A> math, Dynamics dynamics, Shape shape) {
    int neurons = shape.count(1, shape.axes());
    return new Population<>(math, dynamics, shape.size(0), neurons);
  }

  A array(Tensor tensor) {
    return math.array(tensor, timesteps, neurons);
  }

  private A scratch() {
    return math.scratch(timesteps, neurons);
  }

  /** h[t] = carry v[t-1] + gain x[t] + bias, its spikes and its reset. */
  void forward(A x, A h, A s) {
    A v = math.scratch(1, neurons);
    for (int t = 0; t < timesteps; t++) {
      A membrane = math.part(h, t, 1);
      A spikes = math.part(s, t, 1);
      double start = t == 0 ? dynamics.carry() * dynamics.rest() : 0;
      math.affine(membrane, math.part(x, t, 1), dynamics.gain(), dynamics.bias() + start);
      if (t > 0) {
        math.add(membrane, membrane, v, dynamics.carry());
      }
      fire(spikes, membrane);
      if (t < timesteps - 1) {
        reset(v, membrane, spikes);
      }
    }
  }

  void fire(A s, A h) {
    Comparison fires =
        dynamics.firing() == Firing.ABOVE ? Comparison.ABOVE : Comparison.AT_OR_ABOVE;
    math.compare(fires, s, h, dynamics.threshold());
  }

  /** v from h and its spikes. */
  private void reset(A v, A h, A s) {
    if (dynamics.reset() == Reset.SOFT) {
      math.add(v, h, s, -dynamics.threshold());
      return;
    }
    math.addProduct(v, h, h, s, -1);
    if (dynamics.rest() != 0) {
      math.add(v, v, s, dynamics.rest());
    }
  }

  /** gh[t] = gs[t] slope[t] + carry gh[t+1] dv[t]/dh[t], and gx = gain gh. */
  void backward(A h, A gs, A gx) {
    A slopes = scratch();
    math.affine(slopes, h, 1, -dynamics.threshold());
    dynamics.surrogate().derivatives(new InPlace<>(math, slopes));
    A resetSlopes = scratch();
    resetSlopes(resetSlopes, h, slopes);
    math.apply(Binary.MULTIPLY, gx, gs, slopes);
    for (int t = timesteps - 2; t >= 0; t--) {
      A now = math.part(gx, t, 1);
      A later = math.part(gx, t + 1, 1);
      math.addProduct(now, now, later, math.part(resetSlopes, t, 1), dynamics.carry());
    }
    math.affine(gx, gx, dynamics.gain(), 0);
  }

  /** dv/dh across the reset: 1 - s + slope (rest - h) when hard, 1 - slope threshold when soft. */
  private void resetSlopes(A out, A h, A slopes) {
    boolean through = dynamics.resetGradient() == ResetGradient.FLOWS;
    if (dynamics.reset() == Reset.SOFT) {
      math.affine(out, slopes, through ? -dynamics.threshold() : 0, 1);
      return;
    }
    fire(out, h);
    math.affine(out, out, -1, 1);
    if (through) {
      A toRest = scratch();
      math.affine(toRest, h, -1, dynamics.rest());
      math.addProduct(out, out, slopes, toRest, 1);
    }
  }

  /** From all of h and gx. */
  DynamicsGradient learned(A h, A gx) {
    A products = scratch();
    math.apply(Binary.MULTIPLY, products, gx, h);
    double membrane = math.total(products);
    double before = dynamics.rest() * math.total(math.part(gx, 0, 1));
    if (timesteps > 1) {
      A v = scratch();
      fire(products, h);
      reset(v, h, products);
      A carried = math.part(v, 0, timesteps - 1);
      A later = math.part(gx, 1, timesteps - 1);
      math.apply(Binary.MULTIPLY, carried, carried, later);
      before += math.total(carried);
    }
    return DynamicsGradient.of(dynamics, membrane, before, math.total(gx));
  }
}
