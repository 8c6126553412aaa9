package io.cofire.ops.layer;

import io.cofire.ops.collective.Collective;

/**
 * The circumstances of one forward and its backward.
 *
 * @param mode training or evaluation
 * @param collective the ranks over which norms share their statistics
 * @param probe is told of each neuron layer's spikes
 */
public record Pass(Mode mode, Collective collective, Probe probe) {}
