package io.cofire.ops.optimizer;

import io.cofire.data.config.Default;
import io.cofire.data.config.Kind;
import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.network.FlatVectors;
import io.cofire.ops.tensor.Kernels;

/** An optimizer as a recipe chooses it. */
public sealed interface OptimizerConfig
    permits OptimizerConfig.Sgd, OptimizerConfig.Adam, OptimizerConfig.AdamW {

  /** Base learning rate, before the schedule's factor. */
  double rate();

  /** Factor of the weight decay. */
  double weightDecay();

  /** Whether weight decay also touches norms and biases. */
  boolean decayNorms();

  /** Starts the optimizer on all parameters of a network, with a state of zeros. */
  default Optimizer start(FlatVectors parameters, Kernels kernels) {
    return start(parameters, kernels, UpdateRules.NONE);
  }

  /** Starts the optimizer on those parameters of a network that the rules let it train. */
  Optimizer start(FlatVectors parameters, Kernels kernels, UpdateRules rules);

  /**
   * SGD with momentum.
   *
   * @param rate base learning rate, positive
   * @param momentum in [0, 1)
   * @param weightDecay L2 factor, at least 0
   * @param decayNorms whether weight decay also touches norms and biases (PyTorch's default does)
   */
  @Kind("sgd")
  record Sgd(
      double rate,
      @Default("0.9") double momentum,
      @Default("0.0") double weightDecay,
      @Default("true") boolean decayNorms)
      implements OptimizerConfig {
    /** Checks the values. */
    public Sgd {
      requireRate(rate);
      if (!(momentum >= 0 && momentum < 1)) {
        throw new InvalidValue("optimizer.momentum", momentum, "must be in [0, 1)");
      }
      requireDecay(weightDecay);
    }

    @Override
    public Optimizer start(FlatVectors parameters, Kernels kernels, UpdateRules rules) {
      return new SgdMomentum(this, parameters, kernels, rules);
    }
  }

  /**
   * Adam with L2 weight decay, as torch.optim.Adam (Kingma and Ba 2015).
   *
   * @param rate base learning rate, positive
   * @param beta1 share of the first moment that stays, in [0, 1)
   * @param beta2 share of the second moment that stays, in [0, 1)
   * @param epsilon added to the root of the second moment, positive
   * @param weightDecay L2 factor, at least 0
   * @param decayNorms whether weight decay also touches norms and biases (PyTorch's default does)
   */
  @Kind("adam")
  record Adam(
      double rate,
      @Default("0.9") double beta1,
      @Default("0.999") double beta2,
      @Default("1.0e-8") double epsilon,
      @Default("0.0") double weightDecay,
      @Default("true") boolean decayNorms)
      implements OptimizerConfig {
    /** Checks the values. */
    public Adam {
      requireRate(rate);
      requireBeta("beta1", beta1);
      requireBeta("beta2", beta2);
      if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
        throw new InvalidValue("optimizer.epsilon", epsilon, "must be positive");
      }
      requireDecay(weightDecay);
    }

    private static void requireBeta(String name, double beta) {
      if (!(beta >= 0 && beta < 1)) {
        throw new InvalidValue("optimizer." + name, beta, "must be in [0, 1)");
      }
    }

    @Override
    public Optimizer start(FlatVectors parameters, Kernels kernels, UpdateRules rules) {
      return new AdaptiveMoments(
          this, AdaptiveMoments.Decay.IN_GRADIENT, parameters, kernels, rules);
    }
  }

  /**
   * Adam whose weight decay does not pass through the moments, as torch.optim.AdamW (Loshchilov and
   * Hutter 2019): before a step, weights shrink by the factor 1 - rate * weightDecay.
   *
   * @param rate base learning rate, positive
   * @param beta1 share of the first moment that stays, in [0, 1)
   * @param beta2 share of the second moment that stays, in [0, 1)
   * @param epsilon added to the root of the second moment, positive
   * @param weightDecay what weights shrink by, at least 0
   * @param decayNorms whether weight decay also touches norms and biases (PyTorch's default does)
   */
  @Kind("adamw")
  record AdamW(
      double rate,
      @Default("0.9") double beta1,
      @Default("0.999") double beta2,
      @Default("1.0e-8") double epsilon,
      @Default("0.01") double weightDecay,
      @Default("true") boolean decayNorms)
      implements OptimizerConfig {
    /** Checks the values, as Adam's. */
    public AdamW {
      new Adam(rate, beta1, beta2, epsilon, weightDecay, decayNorms);
    }

    @Override
    public Optimizer start(FlatVectors parameters, Kernels kernels, UpdateRules rules) {
      Adam adam = new Adam(rate, beta1, beta2, epsilon, weightDecay, decayNorms);
      return new AdaptiveMoments(
          adam, AdaptiveMoments.Decay.OF_WEIGHTS, parameters, kernels, rules);
    }
  }

  private static void requireRate(double rate) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new InvalidValue("optimizer.rate", rate, "must be positive");
    }
  }

  private static void requireDecay(double weightDecay) {
    if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
      throw new InvalidValue("optimizer.weightDecay", weightDecay, "must be at least 0");
    }
  }
}
