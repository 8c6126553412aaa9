package io.cofire.driver.cluster;

import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.run.StepTotals;
import io.cofire.ops.inference.NeuronActivity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Watches the firing of neuron layers in training, and whether anything is trained. A layer in
 * which no neuron fires, or every one at every timestep, passes nothing on that it has learnt; it
 * is told once, and again if it has recovered in between. Parameters that no gradient reaches in
 * the first steps are told then.
 */
final class Alarms {

  private static final int NAMED = 3;

  private final Set<String> raised = new HashSet<>();

  /**
   * What is newly wrong after a step of all ranks: first what nothing moves, then the activity, in
   * the layers' order.
   */
  List<String> look(Progress progress, StepTotals totals) {
    long step = progress.step();
    List<String> alarms = new ArrayList<>();
    if (!totals.unmoved().isEmpty()) {
      alarms.add(unmoved(progress, totals.unmoved()));
    }
    for (NeuronActivity layer : totals.activity()) {
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

  /** The message stays short where it is about a whole network. */
  private static String unmoved(Progress progress, List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    int more = names.size() - NAMED;
    return String.format(
        Locale.ROOT,
        "Nothing moves %s%s: their gradient was exactly zero in each of the first %d steps (mean loss %s); choose another network.start or a lower network.neuron.threshold, or look at the layers between them and the loss",
        some,
        more > 0 ? String.format(Locale.ROOT, " and %,d more parameters", more) : "",
        progress.step(),
        progress.sums().meanLoss());
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
