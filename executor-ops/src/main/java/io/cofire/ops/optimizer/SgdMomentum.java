package io.cofire.ops.optimizer;

import io.cofire.ops.network.FlatVectors;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;
import java.util.List;
import java.util.Map;

/** SGD with momentum: d = g + weightDecay*p; v = momentum*v + d; p = p - rate*v. */
final class SgdMomentum implements Optimizer {

  private final OptimizerConfig.Sgd config;
  private final UpdateKernels updates;
  private final Tensor velocity;
  private final List<Run> runs;

  private record Run(Tensor parameters, Tensor gradients, Tensor velocity, float weightDecay) {}

  SgdMomentum(
      OptimizerConfig.Sgd config, FlatVectors parameters, Kernels kernels, UpdateRules rules) {
    this.config = config;
    this.updates = kernels.updates();
    this.velocity = kernels.memory().allocate(parameters.values().shape());
    this.runs =
        DecayRun.of(parameters, config, rules).stream()
            .map(
                run ->
                    new Run(
                        run.of(parameters.values()),
                        run.of(parameters.gradients()),
                        run.of(velocity),
                        run.weightDecay()))
            .toList();
  }

  @Override
  public void update(long step, double factor) {
    float rate = (float) (config.rate() * factor);
    for (Run run : runs) {
      updates.momentum(
          run.parameters(),
          run.gradients(),
          run.velocity(),
          rate,
          (float) config.momentum(),
          run.weightDecay());
    }
  }

  @Override
  public Map<String, Tensor> vectors() {
    return Map.of("velocity", velocity);
  }
}
