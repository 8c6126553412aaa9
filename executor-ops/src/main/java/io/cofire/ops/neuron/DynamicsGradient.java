package io.cofire.ops.neuron;

/**
 * Gradient with respect to the scalars of {@link Dynamics}, over all neurons and timesteps: with gh
 * = dL/dh, the sums of gh[t] v[t-1], gh[t] x[t] and gh[t].
 *
 * @param carry dL/dcarry
 * @param gain dL/dgain
 * @param bias dL/dbias
 */
public record DynamicsGradient(double carry, double gain, double bias) {

  /**
   * From sums that a backward can take without the input, whose values h[t] = carry v[t-1] + gain
   * x[t] + bias tells: all of gx = gain gh.
   *
   * @param membrane sum of gx[t] h[t]
   * @param before sum of gx[t] v[t-1]
   * @param plain sum of gx[t]
   */
  public static DynamicsGradient of(
      Dynamics dynamics, double membrane, double before, double plain) {
    double gain = dynamics.gain();
    double input = membrane - dynamics.carry() * before - dynamics.bias() * plain;
    return new DynamicsGradient(before / gain, input / (gain * gain), plain / gain);
  }
}
