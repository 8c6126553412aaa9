package io.cofire.ops.rank;

import io.cofire.ops.network.Network;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The exponential moving average of a training's weights and running statistics: a = d a + (1 - d)
 * w after each update, and a = w after the first (PyTorch's {@code AveragedModel} with {@code
 * get_ema_avg_fn(d)} and {@code use_buffers=True}). The same on every rank, whose weights are.
 */
final class WeightAverage {

  private final Kernels kernels;
  private final Network network;
  private final float decay;
  private final Tensor parameters;
  private final Tensor aside; // the weights while the average is in their place
  private final float[] statistics;

  private WeightAverage(Kernels kernels, Network network, float decay) {
    this.kernels = kernels;
    this.network = network;
    this.decay = decay;
    this.parameters = kernels.memory().allocate(network.parameters().values().shape());
    this.aside = kernels.memory().allocate(network.parameters().values().shape());
    this.statistics = network.statistics().values().clone();
    kernels.memory().copy(network.parameters().values(), parameters);
  }

  /** That of a network as it starts; none without a decay. */
  static Optional<WeightAverage> of(Kernels kernels, Network network, Optional<Double> decay) {
    return decay.map(value -> new WeightAverage(kernels, network, value.floatValue()));
  }

  /**
   * After an update.
   *
   * @param step updates before it
   */
  void update(long step) {
    float kept = step == 0 ? 0 : decay;
    kernels.updates().average(parameters, network.parameters().values(), kept);
    float[] now = network.statistics().values();
    for (int i = 0; i < statistics.length; i++) {
      statistics[i] = kept * statistics[i] + (1 - kept) * now[i];
    }
  }

  /** Computes something with the average in the place of the weights. */
  <R> R within(Supplier<R> work) {
    Tensor weights = network.parameters().values();
    float[] running = network.statistics().values();
    float[] kept = running.clone();
    kernels.memory().copy(weights, aside);
    kernels.memory().copy(parameters, weights);
    System.arraycopy(statistics, 0, running, 0, running.length);
    try {
      return work.get();
    } finally {
      kernels.memory().copy(aside, weights);
      System.arraycopy(kept, 0, running, 0, running.length);
    }
  }

  Tensor parameters() {
    return parameters;
  }

  float[] statistics() {
    return statistics;
  }

  void free() {
    kernels.memory().free(parameters);
    kernels.memory().free(aside);
  }
}
