package io.cofire.ops.optimizer;

import io.cofire.ops.network.Layout;
import io.cofire.ops.network.Layout.Entry;
import io.cofire.ops.network.Parameters;
import io.cofire.ops.tensor.Kernels;
import io.cofire.ops.tensor.Shape;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * SGD with momentum: d = g + weightDecay*p; v = momentum*v + d; p = p - rate*v. Neighbours in the
 * flat vector that decay alike are updated together.
 */
final class SgdMomentum implements Optimizer {

  private final OptimizerConfig.Sgd config;
  private final UpdateKernels updates;
  private final Tensor velocity;
  private final List<Run> runs;

  private record Run(Tensor parameters, Tensor gradients, Tensor velocity, float weightDecay) {}

  SgdMomentum(OptimizerConfig.Sgd config, Parameters parameters, Kernels kernels) {
    this.config = config;
    this.updates = kernels.updates();
    this.velocity = kernels.memory().allocate(parameters.values().shape());
    this.runs = runs(parameters);
  }

  private List<Run> runs(Parameters parameters) {
    List<Run> found = new ArrayList<>();
    List<Entry> entries = parameters.layout().entries();
    int start = 0;
    while (start < entries.size()) {
      int end = start + 1;
      while (end < entries.size() && decay(entries.get(end)) == decay(entries.get(start))) {
        end++;
      }
      found.add(run(parameters, entries.subList(start, end)));
      start = end;
    }
    return found;
  }

  private Run run(Parameters parameters, List<Entry> entries) {
    long offset = entries.get(0).offset();
    Entry last = entries.get(entries.size() - 1);
    Shape shape = Shape.of(Math.toIntExact(last.offset() + last.shape().elements() - offset));
    return new Run(
        parameters.values().slice(offset, shape),
        parameters.gradients().slice(offset, shape),
        velocity.slice(offset, shape),
        decay(entries.get(0)));
  }

  private float decay(Layout.Entry entry) {
    return entry.decays() || config.decayNorms() ? (float) config.weightDecay() : 0;
  }

  @Override
  public void update(double factor) {
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
