package io.cofire.ops.optimizer;

import io.cofire.ops.network.FlatVectors;
import io.cofire.ops.tensor.AdamStep;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;
import java.util.List;
import java.util.Map;

/** Adam and AdamW: {@link AdamStep} with the moments' start at 0 corrected for. */
final class AdaptiveMoments implements Optimizer {

  /** Where the weight decay comes in. */
  enum Decay {
    /** Added to the gradient: Adam. */
    IN_GRADIENT,
    /** Weights shrink by it before the step: AdamW. */
    OF_WEIGHTS
  }

  private final OptimizerConfig.Adam config;
  private final Decay decay;
  private final UpdateKernels updates;
  private final Tensor first;
  private final Tensor second;
  private final List<Run> runs;

  private record Run(
      Tensor parameters, Tensor gradients, Tensor first, Tensor second, float weightDecay) {}

  AdaptiveMoments(
      OptimizerConfig.Adam config,
      Decay decay,
      FlatVectors parameters,
      Kernels kernels,
      UpdateRules rules) {
    this.config = config;
    this.decay = decay;
    this.updates = kernels.updates();
    this.first = kernels.memory().allocate(parameters.values().shape());
    this.second = kernels.memory().allocate(parameters.values().shape());
    this.runs =
        DecayRun.of(parameters, config, rules).stream()
            .map(
                run ->
                    new Run(
                        run.of(parameters.values()),
                        run.of(parameters.gradients()),
                        run.of(first),
                        run.of(second),
                        run.weightDecay()))
            .toList();
  }

  @Override
  public void update(long step, double factor) {
    double firstLeft = 1 - Math.pow(config.beta1(), step + 1.0);
    double secondLeft = 1 - Math.pow(config.beta2(), step + 1.0);
    double rate = config.rate() * factor;
    for (Run run : runs) {
      boolean shrinks = decay == Decay.OF_WEIGHTS && run.weightDecay() > 0;
      if (shrinks) {
        updates.scale(run.parameters(), (float) (1 - rate * run.weightDecay()));
      }
      AdamStep adam =
          new AdamStep(
              (float) (rate / firstLeft),
              (float) config.beta1(),
              (float) config.beta2(),
              (float) (1 / Math.sqrt(secondLeft)),
              (float) config.epsilon(),
              shrinks ? 0 : run.weightDecay());
      updates.adam(run.parameters(), run.gradients(), run.first(), run.second(), adam);
    }
  }

  @Override
  public Map<String, Tensor> vectors() {
    return Map.of("firstMoment", first, "secondMoment", second);
  }
}
