package io.cofire.ops.inference;

import java.io.Serializable;
import java.util.Locale;

/**
 * How active one layer of neurons was.
 *
 * @param layer stable name such as {@code stage1.block1.neuron1}
 * @param spikes spikes of all its neurons
 * @param neuronSteps neurons times timesteps times samples: spikes that were possible
 */
public record NeuronActivity(String layer, long spikes, long neuronSteps) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Share of the possible spikes, 0 where nothing was counted. */
  public double firingRate() {
    return neuronSteps == 0 ? 0 : (double) spikes / neuronSteps;
  }

  /**
   * Both counts added.
   *
   * @throws IllegalArgumentException if the other is of another layer
   */
  public NeuronActivity plus(NeuronActivity other) {
    if (!layer.equals(other.layer)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Cannot add the activity of %s to that of %s", other.layer, layer));
    }
    return new NeuronActivity(layer, spikes + other.spikes, neuronSteps + other.neuronSteps);
  }
}
