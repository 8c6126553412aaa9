package io.cofire.ops.layer;

import io.cofire.ops.tensor.Tensor;

/** Watches the neuron layers of a forward, for firing rates and silent-layer alarms. */
@FunctionalInterface
public interface Probe {

  /** Watches nothing. */
  Probe NONE = (layer, spikes) -> {};

  /**
   * Is told of the spikes of a neuron layer.
   *
   * @param layer stable name such as {@code stage1.block1.neuron1}
   * @param spikes [T,N,H,W,C]; borrowed for the call
   */
  void spikes(String layer, Tensor spikes);
}
