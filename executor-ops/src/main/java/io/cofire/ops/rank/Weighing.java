package io.cofire.ops.rank;

import io.cofire.ops.collective.Collective;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;

/**
 * Where classes have weights, the loss of a step is the mean by the weights of all its samples, on
 * all ranks and in all its parts. Their sum is known when the last part is done: until then losses
 * and gradients are sums over the samples' number, and are scaled here.
 */
final class Weighing {

  private final Collective collective;
  private final UpdateKernels updates;

  Weighing(Collective collective, UpdateKernels updates) {
    this.collective = collective;
    this.updates = updates;
  }

  /**
   * Makes the mean over the samples that by their weights.
   *
   * @param gradients of all ranks
   * @param globalBatch samples of all ranks
   */
  void apply(StepSoFar mine, Tensor gradients, int globalBatch) {
    float high = (float) mine.weight();
    float[] sent = {high, (float) (mine.weight() - high)}; // 48 bits of the double
    double sum = 0;
    for (float[] each : collective.gather("weights", sent)) {
      sum += (double) each[0] + each[1];
    }
    double factor = globalBatch / sum;
    mine.scale(factor);
    updates.scale(gradients, (float) factor);
  }
}
