package io.cofire.ops.rank;

import io.cofire.ops.layer.Activation;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.neuron.Dynamics;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;
import java.util.List;
import java.util.Optional;

/**
 * Finds the first layer of a forward whose output is not finite. It looks at membranes too, because
 * a membrane that is NaN does not fire and so leaves no trace in what follows.
 */
public final class FirstNotFinite implements Probe {

  private final UpdateKernels updates;
  private String found;

  /** A probe for one forward. */
  public FirstNotFinite(UpdateKernels updates) {
    this.updates = updates;
  }

  /** The layer's name; empty if all is finite. */
  public Optional<String> layer() {
    return Optional.ofNullable(found);
  }

  @Override
  public void spikes(String layer, Tensor spikes) {
    look(layer, spikes);
  }

  @Override
  public void fired(String layer, Dynamics dynamics, Tensor membranes, Tensor spikes) {
    look(layer + " (membranes)", membranes);
  }

  @Override
  public void output(Layer layer, Activation y) {
    List<LayerFacts> facts = layer.facts();
    if (!facts.isEmpty()) {
      look(facts.get(facts.size() - 1).path(), y.tensor());
    }
  }

  private void look(String layer, Tensor values) {
    if (found == null && !Double.isFinite(updates.sumOfSquares(values))) {
      found = layer;
    }
  }
}
