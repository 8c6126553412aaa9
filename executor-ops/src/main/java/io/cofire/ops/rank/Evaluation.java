package io.cofire.ops.rank;

import io.cofire.ops.inference.Flips;
import io.cofire.ops.inference.LayerInput;
import io.cofire.ops.inference.NeuronActivity;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One rank's share of an evaluation; shares add up, in rank order, to the whole.
 *
 * @param lossSum sum of the loss over the samples
 * @param count samples, padding left out
 * @param topFive those whose label is among the five largest outputs; of equal outputs the first
 *     classes count, and a NaN is below every number
 * @param undefined those with an output that is NaN
 * @param confusion samples by label (row) and prediction (column)
 * @param activity spikes of each neuron layer, in the order of the forward
 * @param inputs what each layer with weights has seen, in that order; empty if nobody counted
 * @param flips spikes of a folded network that differ from the original's
 */
public record Evaluation(
    double lossSum,
    long count,
    long topFive,
    long undefined,
    long[][] confusion,
    List<NeuronActivity> activity,
    List<LayerInput> inputs,
    Flips flips)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Copies the lists. */
  public Evaluation {
    activity = List.copyOf(activity);
    inputs = List.copyOf(inputs);
  }

  /** Mean loss of a sample. */
  public double meanLoss() {
    return lossSum / count;
  }

  /** Share of the samples whose prediction is their label. */
  public double accuracy() {
    long correct = 0;
    for (int k = 0; k < confusion.length; k++) {
      correct += confusion[k][k];
    }
    return (double) correct / count;
  }

  /**
   * Both shares as one.
   *
   * @throws IllegalArgumentException if the numbers of classes differ
   */
  public Evaluation plus(Evaluation other) {
    int classes = confusion.length;
    if (other.confusion.length != classes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot add evaluations over %d and %d classes",
              classes,
              other.confusion.length));
    }
    long[][] sum = new long[classes][classes];
    for (int label = 0; label < classes; label++) {
      for (int k = 0; k < classes; k++) {
        sum[label][k] = confusion[label][k] + other.confusion[label][k];
      }
    }
    return new Evaluation(
        lossSum + other.lossSum,
        count + other.count,
        topFive + other.topFive,
        undefined + other.undefined,
        sum,
        merged(activity, other.activity),
        mergedInputs(inputs, other.inputs),
        flips.plus(other.flips));
  }

  private static List<LayerInput> mergedInputs(List<LayerInput> first, List<LayerInput> second) {
    Map<String, LayerInput> byLayer = new LinkedHashMap<>();
    first.forEach(input -> byLayer.put(input.layer(), input));
    second.forEach(input -> byLayer.merge(input.layer(), input, LayerInput::plus));
    return List.copyOf(byLayer.values());
  }

  private static List<NeuronActivity> merged(
      List<NeuronActivity> first, List<NeuronActivity> second) {
    Map<String, NeuronActivity> byLayer = new LinkedHashMap<>();
    first.forEach(a -> byLayer.put(a.layer(), a));
    second.forEach(a -> byLayer.merge(a.layer(), a, NeuronActivity::plus));
    return List.copyOf(byLayer.values());
  }
}
