package io.cofire.ops.inference;

import io.cofire.ops.layer.Probe;
import io.cofire.ops.tensor.HostVector;
import io.cofire.ops.tensor.Memory;
import io.cofire.ops.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts flips while it puts the first network's spikes in place of the second one's, so that each
 * layer of the second sees what the first network's layer saw and a flip has no consequences.
 */
final class ForcedSpikes {

  private final Memory memory;
  private final FlipCounter flips;
  private final Map<String, float[]> wanted = new HashMap<>();

  ForcedSpikes(Memory memory, FlipCounter flips) {
    this.memory = memory;
    this.flips = flips;
  }

  /** Watches the first network. */
  Probe first() {
    return flips
        .first()
        .and(
            new Fired() {
              @Override
              void spikes(String layer, HostVector host, Tensor spikes) {
                wanted.put(layer, host.toArray(spikes));
              }
            });
  }

  /** Watches the second network, and changes its spikes. */
  Probe second() {
    return flips
        .second()
        .and(
            new Fired() {
              @Override
              void spikes(String layer, HostVector host, Tensor spikes) {
                host.fromArray(wanted.get(layer), spikes);
              }
            });
  }

  private abstract class Fired implements Probe {

    abstract void spikes(String layer, HostVector host, Tensor spikes);

    @Override
    public void spikes(String layer, Tensor spikes) {
      spikes(layer, new HostVector(memory, spikes.shape().count()), spikes);
    }
  }
}
