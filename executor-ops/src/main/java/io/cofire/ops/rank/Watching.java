package io.cofire.ops.rank;

/** What a training step counts beside its loss. */
public enum Watching {
  /** Nothing. */
  NOTHING,
  /** The spikes of every neuron layer, at the price of reading them once more. */
  SPIKES
}
