package io.cofire.ops.inference;

import io.cofire.ops.layer.Activation.Signal;
import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.plan.Blueprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Additions and multiplications of every layer with weights, first and last included, as Zheng 2020
 * Table 6 counts them: a layer whose input is spikes adds, as often as its weights times the spikes
 * that reach it; any other multiplies. The first layer of a still image counts at every timestep,
 * as in the paper, though here it runs once.
 *
 * @param layers in the order of the forward
 */
public record OperationCount(List<LayerOperations> layers) {

  /** Copies the list. */
  public OperationCount {
    layers = List.copyOf(layers);
  }

  /**
   * Counts from what the layers have seen.
   *
   * @param blueprint the network's
   * @param timesteps T
   * @param inputs one for each layer with weights
   * @throws IllegalArgumentException if one is missing
   */
  public static OperationCount of(Blueprint blueprint, int timesteps, List<LayerInput> inputs) {
    Map<String, LayerInput> seen = new HashMap<>();
    inputs.forEach(input -> seen.put(input.layer(), input));
    List<LayerOperations> layers = new ArrayList<>();
    for (LayerFacts facts : blueprint.layers()) {
      if (facts.multiplications() > 0) {
        layers.add(operations(facts, timesteps, seen.get(facts.path())));
      }
    }
    return new OperationCount(layers);
  }

  private static LayerOperations operations(LayerFacts facts, int timesteps, LayerInput input) {
    if (input == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Cannot count the operations of %s: nobody saw its input",
              facts.path()));
    }
    int frames = facts.output().axes() > 2 ? timesteps : 1;
    double products = (double) facts.multiplicationsPerFrame() * frames;
    return input.signal() == Signal.SPIKES
        ? new LayerOperations(facts.path(), products * input.density(), 0)
        : new LayerOperations(facts.path(), products, products);
  }

  /** All layers together. */
  public LayerOperations total() {
    double additions = layers.stream().mapToDouble(LayerOperations::additions).sum();
    double multiplications = layers.stream().mapToDouble(LayerOperations::multiplications).sum();
    return new LayerOperations("total", additions, multiplications);
  }
}
