package io.cofire.driver.run;

import io.cofire.driver.checkpoint.Progress;
import io.cofire.ops.inference.NeuronActivity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all ranks together tell of a step; the same on every rank.
 *
 * @param sums training sums of the epoch, this step included
 * @param ranks where each rank's time went in this step, by rank
 * @param activity spikes of each neuron layer in this step, in order; empty if nobody counted
 * @param unmoved parameters that no gradient has reached in the first steps, in the last of these
 */
public record StepTotals(
    Progress.Sums sums,
    List<RankTimes> ranks,
    List<NeuronActivity> activity,
    List<String> unmoved) {

  /** Copies the lists. */
  public StepTotals {
    ranks = List.copyOf(ranks);
    activity = List.copyOf(activity);
    unmoved = List.copyOf(unmoved);
  }

  /** The same without the activity. */
  public StepTotals uncounted() {
    return new StepTotals(sums, ranks, List.of(), unmoved);
  }

  /** Spikes per neuron and timestep by layer, in order. */
  public Map<String, Double> firingRates() {
    return rates(activity);
  }

  /** The same of other counts. */
  public static Map<String, Double> rates(List<NeuronActivity> activity) {
    Map<String, Double> rates = new LinkedHashMap<>();
    activity.forEach(layer -> rates.put(layer.layer(), layer.firingRate()));
    return Collections.unmodifiableMap(rates);
  }
}
