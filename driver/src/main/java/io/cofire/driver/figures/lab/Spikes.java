package io.cofire.driver.figures.lab;

import io.cofire.data.batches.Minibatch;
import io.cofire.data.memory.DirectBuffers;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Alone;
import io.cofire.ops.layer.Chance;
import io.cofire.ops.layer.Pass;
import io.cofire.ops.layer.Pass.Mode;
import io.cofire.ops.layer.Probe;
import io.cofire.ops.network.Network;
import io.cofire.ops.network.NetworkInput;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The spikes of one layer in one minibatch.
 *
 * @param shape [T,N,H,W,C]
 * @param values 0 or 1
 */
public record Spikes(Shape shape, float[] values) {

  /**
   * Those of a trained network's layers when it is scored.
   *
   * @param batch of the network's own size
   * @param wanted by the layers' paths
   */
  public static Map<String, Spikes> of(
      Kernels kernels, Network network, Minibatch batch, Predicate<String> wanted) {
    Map<String, Spikes> seen = new LinkedHashMap<>();
    Probe probe =
        (layer, spikes) -> {
          if (wanted.test(layer)) {
            seen.put(layer, copy(kernels, spikes));
          }
        };
    Chance chance = new Chance(Key.of(0), batch.samples());
    try (NetworkInput input = new NetworkInput(kernels.memory(), network.inputShape())) {
      input.upload(batch.input());
      Pass pass = new Pass(Mode.EVALUATE, new Alone(), probe, chance);
      network.forward(input.tensor(), pass).release();
    }
    return seen;
  }

  private static Spikes copy(Kernels kernels, Tensor tensor) {
    FloatBuffer buffer = DirectBuffers.floats(tensor.shape().count());
    kernels.memory().download(tensor, buffer);
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return new Spikes(tensor.shape(), values);
  }

  /** Rates over T of every neuron, [N,H,W,C]. */
  public float[] rates() {
    int steps = shape.size(0);
    float[] rates = new float[values.length / steps];
    for (int i = 0; i < values.length; i++) {
      rates[i % rates.length] += values[i] / steps;
    }
    return rates;
  }
}
