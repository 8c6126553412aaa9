package io.cofire.ops.optimizer;

import io.cofire.ops.network.Parameters;
import io.cofire.ops.tensor.Kernels;

/** An optimizer as a recipe chooses it. */
public sealed interface OptimizerConfig {

  /** Base learning rate, before the schedule's factor. */
  double rate();

  /** Starts the optimizer on a network's parameters, with a state of zeros. */
  Optimizer start(Parameters parameters, Kernels kernels);

  /**
   * SGD with momentum.
   *
   * @param rate base learning rate, positive
   * @param momentum in [0, 1)
   * @param weightDecay L2 factor, at least 0
   * @param decayNorms whether weight decay also touches norms and biases (PyTorch's default does)
   */
  record Sgd(double rate, double momentum, double weightDecay, boolean decayNorms)
      implements OptimizerConfig {
    /** Checks the values. */
    public Sgd {
      if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Invalid optimizer.rate: " + rate + " (must be positive)");
      }
      if (!(momentum >= 0 && momentum < 1)) {
        throw new IllegalArgumentException(
            "Invalid optimizer.momentum: " + momentum + " (must be in [0, 1))");
      }
      if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Invalid optimizer.weightDecay: " + weightDecay + " (must be at least 0)");
      }
    }

    @Override
    public Optimizer start(Parameters parameters, Kernels kernels) {
      return new SgdMomentum(this, parameters, kernels);
    }
  }
}
