package io.cofire.driver.cluster;

import io.cofire.ops.inference.NeuronActivity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Watches the firing of neuron layers in training. A layer in which no neuron fires, or every one
 * at every timestep, passes nothing on that it has learnt; it is told once, and again if it has
 * recovered in between.
 */
final class Alarms {

  private final Set<String> raised = new HashSet<>();

  /**
   * What is newly wrong with the activity of all ranks' samples of a step, in the layers' order.
   */
  List<String> look(long step, List<NeuronActivity> activity) {
    List<String> alarms = new ArrayList<>();
    for (NeuronActivity layer : activity) {
      boolean silent = layer.spikes() == 0;
      boolean saturated = layer.spikes() == layer.neuronSteps();
      if (!silent && !saturated) {
        raised.remove(layer.layer());
      } else if (raised.add(layer.layer())) {
        alarms.add(silent ? silent(step, layer) : saturated(step, layer));
      }
    }
    return alarms;
  }

  private static String silent(long step, NeuronActivity layer) {
    return String.format(
        Locale.ROOT,
        "Layer %s is silent at step %d: none of its %,d neurons x timesteps x samples fired; lower network.neuron.threshold or optimizer.rate, or look at the layers before it",
        layer.layer(),
        step,
        layer.neuronSteps());
  }

  private static String saturated(long step, NeuronActivity layer) {
    return String.format(
        Locale.ROOT,
        "Layer %s is saturated at step %d: all of its %,d neurons x timesteps x samples fired; raise network.neuron.threshold, lower optimizer.rate, or look at the layers before it",
        layer.layer(),
        step,
        layer.neuronSteps());
  }
}
