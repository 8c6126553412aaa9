package io.cofire.ops.plan;

import io.cofire.ops.layer.Layer;
import io.cofire.ops.layer.LayerFacts;
import io.cofire.ops.layer.Parameter;
import io.cofire.ops.layer.Wiring;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.NetworkConfig;
import io.cofire.ops.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A network laid out without an engine: what its layers are, how large, and what they cost. Nothing
 * is allocated, so a network of hundreds of layers takes milliseconds.
 *
 * @param input shape of a minibatch, [T,N,H,W,C] or [1,N,H,W,C]
 * @param layers every layer in the order of the forward
 * @param parameters trainable elements by the path of the layer that has them
 */
public record Blueprint(Shape input, List<LayerFacts> layers, Map<String, Long> parameters) {

  private static final Pattern RESIDUAL_PATH = Pattern.compile("stage\\d+[.]block\\d+[.]conv\\d+");

  /**
   * Lays out a network.
   *
   * @param classes K
   * @param batch N
   */
  public static Blueprint of(NetworkConfig config, InputShape input, int classes, int batch) {
    Wiring wiring = Wiring.root(new DryKernels());
    Layer layers = config.layers(wiring, input, classes, batch);
    Map<String, Long> parameters = new LinkedHashMap<>();
    for (Parameter parameter : wiring.parameters()) {
      String layer = parameter.name().substring(0, parameter.name().lastIndexOf('.'));
      parameters.merge(layer, parameter.shape().elements(), Long::sum);
    }
    return new Blueprint(input.minibatch(batch), layers.facts(), parameters);
  }

  /** Trainable elements of one of the layers. */
  public long parametersOf(LayerFacts layer) {
    return parameters.getOrDefault(layer.path(), 0L);
  }

  /** All trainable elements. */
  public long parameterCount() {
    return parameters.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Multiply-accumulates of one image at one timestep, as the papers count them. */
  public long multiplicationsPerFrame() {
    return multiplications(layer -> true);
  }

  /**
   * The same for the convolutions of residual paths alone, without stem, shortcuts and head, as Hu
   * 2021 Table V counts.
   */
  public long residualPathMultiplications() {
    return multiplications(layer -> RESIDUAL_PATH.matcher(layer.path()).matches());
  }

  private long multiplications(Predicate<LayerFacts> counted) {
    return layers.stream().filter(counted).mapToLong(LayerFacts::multiplicationsPerFrame).sum();
  }

  /** Multiply-accumulates of the forward of one sample over all its timesteps. */
  public long multiplicationsPerSample() {
    long all = layers.stream().mapToLong(LayerFacts::multiplications).sum();
    return all / input.size(1);
  }
}
