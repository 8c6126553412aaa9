package io.cofire.driver.figures.lab;

import io.cofire.data.memory.DirectBuffers;
import io.cofire.ops.layer.Activation;
import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what blocks hand on and what comes back to them. A layer belongs to a block if all that
 * is inside it does; of a block's layers the last that is computed is the block itself, and the
 * first that a gradient reaches.
 */
final class BlockProbe implements Probe {

  private static final Pattern BLOCK = Pattern.compile("(stage[0-9]+[.]block[0-9]+)([.].*)?");

  private final Kernels kernels;
  private final Map<String, Double> outputs = new LinkedHashMap<>();
  private final Map<String, Double> gradients = new LinkedHashMap<>();
  private final Map<String, Double> rates = new LinkedHashMap<>();
  private FloatBuffer host = DirectBuffers.floats(0);

  BlockProbe(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public void spikes(String layer, Tensor spikes) {
    rates.put(layer, kernels.time().countNonZero(spikes) / (double) spikes.shape().elements());
  }

  @Override
  public void output(Layer layer, Activation y) {
    block(layer).ifPresent(name -> outputs.put(name, mean(y.tensor())));
  }

  @Override
  public void gradient(Layer layer, Tensor gradient) {
    block(layer)
        .ifPresent(
            name ->
                gradients.computeIfAbsent(
                    name, any -> Math.sqrt(kernels.updates().sumOfSquares(gradient))));
  }

  private static Optional<String> block(Layer layer) {
    List<LayerFacts> facts = layer.facts();
    Optional<String> first = block(facts.get(0).path());
    Optional<String> last = block(facts.get(facts.size() - 1).path());
    return first.equals(last) ? first : Optional.empty();
  }

  private static Optional<String> block(String path) {
    Matcher matcher = BLOCK.matcher(path);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private double mean(Tensor tensor) {
    int elements = tensor.shape().count();
    if (host.capacity() < elements) {
      host = DirectBuffers.floats(elements);
    }
    kernels.memory().download(tensor, host);
    double sum = 0;
    for (int i = 0; i < elements; i++) {
      sum += host.get(i);
    }
    return sum / elements;
  }

  Map<String, Double> outputs() {
    return outputs;
  }

  /** In the order of the forward. */
  Map<String, Double> gradients() {
    Map<String, Double> ordered = new LinkedHashMap<>();
    for (String block : outputs.keySet()) {
      if (gradients.containsKey(block)) {
        ordered.put(block, gradients.get(block));
      }
    }
    return ordered;
  }

  Map<String, Double> rates() {
    return rates;
  }
}
