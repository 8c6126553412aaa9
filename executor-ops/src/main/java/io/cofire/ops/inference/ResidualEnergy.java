package io.cofire.ops.inference;

/**
 * The estimate of Hu 2021 Table V: only the convolutions of residual paths, and the network's mean
 * firing rate for all of them.
 *
 * @param multiplyAccumulates of one frame in residual paths, "FLOPs" there
 * @param firingRate spikes of all neurons over those that were possible
 * @param frames timesteps that one result takes: T for still images; 1 for streams, where the
 *     network without spikes must see every frame too
 */
public record ResidualEnergy(double multiplyAccumulates, double firingRate, int frames) {

  /** Synaptic operations, all of them additions. */
  public double additions() {
    return multiplyAccumulates * firingRate * frames;
  }

  /** Energy with spikes. */
  public double picojoules() {
    return additions() * LayerOperations.ADDITION_PICOJOULES;
  }

  /** Energy of the same network without spikes, which runs once. */
  public double picojoulesWithoutSpikes() {
    return multiplyAccumulates * LayerOperations.MULTIPLY_ACCUMULATE_PICOJOULES;
  }
}
