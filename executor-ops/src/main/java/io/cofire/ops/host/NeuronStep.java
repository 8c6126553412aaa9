package io.cofire.ops.host;

import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.neuron.Dynamics.Firing;
import io.cofire.ops.neuron.Dynamics.Reset;
import io.cofire.ops.neuron.Dynamics.ResetGradient;
import io.cofire.ops.surrogate.Surrogate;

/**
 * One timestep of {@link Dynamics} for a block of neurons, without branches:
 *
 * <pre>
 *   s = side + sign * min(max((h - threshold) * sign * 1e30, 0), 1)
 *   v = (1 - hard*s) * h + s * target
 * </pre>
 *
 * {@code sign} = 1 and {@code side} = 0 fire above the threshold; -1 and 1 fire at it too. A hard
 * reset has {@code hard} = 1 and {@code target} = rest, a soft one 0 and -threshold. The clamp is
 * exact: two floats near the threshold differ by far more than 1e-30.
 */
final class NeuronStep {

  private final float carry;
  private final float gain;
  private final float bias;
  private final float threshold;
  private final float side;
  private final float sign;
  private final float hard;
  private final float target;
  private final float through;
  private final Surrogate surrogate;

  NeuronStep(Dynamics dynamics) {
    carry = (float) dynamics.carry();
    gain = (float) dynamics.gain();
    bias = (float) dynamics.bias();
    threshold = (float) dynamics.threshold();
    side = dynamics.firing() == Firing.ABOVE ? 0 : 1;
    sign = dynamics.firing() == Firing.ABOVE ? 1 : -1;
    hard = dynamics.reset() == Reset.HARD ? 1 : 0;
    target = dynamics.reset() == Reset.HARD ? (float) dynamics.rest() : -threshold;
    through = dynamics.resetGradient() == ResetGradient.FLOWS ? 1 : 0;
    surrogate = dynamics.surrogate();
  }

  /** Replaces the current by the membrane before reset, and v by the membrane after it. */
  void forward(float[] currentThenMembrane, float[] v, float[] spikes, int count) {
    integrate(currentThenMembrane, v, count, carry, gain, bias);
    fire(currentThenMembrane, spikes, count, threshold, side, sign);
    reset(currentThenMembrane, spikes, v, count, hard, target);
  }

  /** The same from a current that is not normalised yet: scale x + shift, lane by lane. */
  void forward(float[] x, float[] scale, float[] shift, float[] v, float[] spikes, int count) {
    integrate(x, scale, shift, v, count, carry, gain, bias);
    fire(x, spikes, count, threshold, side, sign);
    reset(x, spikes, v, count, hard, target);
  }

  /** The spikes of membranes before their reset. */
  void fire(float[] membrane, float[] spikes, int count) {
    fire(membrane, spikes, count, threshold, side, sign);
  }

  /** The membrane after the reset, from that before it. */
  void afterReset(float[] membrane, float[] spikes, float[] v, int count) {
    fire(membrane, spikes, count, threshold, side, sign);
    reset(membrane, spikes, v, count, hard, target);
  }

  // Scalars are arguments below: as locals they sit in registers and the loops vectorise. Loops are
  // short, since one of all of a step is too long for the compiler to vectorise.

  private static void integrate(
      float[] x, float[] v, int count, float carry, float gain, float bias) {
    for (int i = 0; i < count; i++) {
      x[i] = carry * v[i] + gain * x[i] + bias;
    }
  }

  private static void integrate(
      float[] x,
      float[] scale,
      float[] shift,
      float[] v,
      int count,
      float carry,
      float gain,
      float bias) {
    for (int i = 0; i < count; i++) {
      x[i] = carry * v[i] + gain * (scale[i] * x[i] + shift[i]) + bias;
    }
  }

  private static void fire(
      float[] h, float[] s, int count, float threshold, float side, float sign) {
    float steep = sign * Surrogate.STEEP;
    for (int i = 0; i < count; i++) {
      s[i] = side + sign * Math.min(Math.max((h[i] - threshold) * steep, 0), 1);
    }
  }

  private static void reset(float[] h, float[] s, float[] v, int count, float hard, float target) {
    for (int i = 0; i < count; i++) {
      v[i] = (1 - hard * s[i]) * h[i] + s[i] * target;
    }
  }

  /**
   * One step back: gh = gs * slope + gv * dv/dh.
   *
   * @param membrane h, before reset
   * @param gradient gs, replaced by the gradient of the input
   * @param gv gradient of the membrane after reset, replaced by that of the step before
   * @param spikes scratch
   * @param slopes scratch
   */
  void backward(
      float[] membrane, float[] gradient, float[] gv, float[] spikes, float[] slopes, int count) {
    fire(membrane, spikes, count, threshold, side, sign);
    subtract(membrane, threshold, slopes, count);
    surrogate.derivatives(slopes, slopes, count);
    resetSlopes(membrane, slopes, spikes, count, hard, target, through);
    propagate(gradient, slopes, spikes, gv, count, gain, carry);
  }

  private static void subtract(float[] h, float threshold, float[] distances, int count) {
    for (int i = 0; i < count; i++) {
      distances[i] = h[i] - threshold;
    }
  }

  /** Replaces each spike by dv/dh across the reset. */
  private static void resetSlopes(
      float[] h,
      float[] slopes,
      float[] spikes,
      int count,
      float hard,
      float target,
      float through) {
    for (int i = 0; i < count; i++) {
      spikes[i] = 1 - hard * spikes[i] + through * slopes[i] * (target - hard * h[i]);
    }
  }

  private static void propagate(
      float[] gradient,
      float[] slopes,
      float[] resetSlopes,
      float[] gv,
      int count,
      float gain,
      float carry) {
    for (int i = 0; i < count; i++) {
      float gh = gradient[i] * slopes[i] + gv[i] * resetSlopes[i];
      gradient[i] = gain * gh;
      gv[i] = carry * gh;
    }
  }
}
