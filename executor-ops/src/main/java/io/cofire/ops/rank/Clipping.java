package io.cofire.ops.rank;

import io.cofire.ops.network.FlatVectors;
import io.cofire.ops.network.Layout;
import io.cofire.ops.optimizer.UpdateRules;
import io.cofire.ops.tensor.Tensor;
import io.cofire.ops.tensor.UpdateKernels;
import java.util.List;
import java.util.Optional;

/** Scales the gradients of what is trained down to a norm; see {@link UpdateRules#clipNorm}. */
final class Clipping {

  private static final double EPSILON = 1e-6; // PyTorch's

  private final UpdateKernels updates;
  private final Optional<Double> most;
  private final List<Tensor> gradients;

  Clipping(UpdateKernels updates, FlatVectors parameters, UpdateRules rules) {
    this.updates = updates;
    this.most = rules.clipNorm();
    this.gradients =
        parameters.layout().entries().stream()
            .filter(rules::trains)
            .map(entry -> slice(parameters.gradients(), entry))
            .toList();
  }

  private static Tensor slice(Tensor flat, Layout.Entry entry) {
    return flat.slice(entry.offset(), entry.shape());
  }

  /** The same on every rank, whose sums are the same. */
  void apply() {
    if (most.isEmpty()) {
      return;
    }
    double squares = 0;
    for (Tensor gradient : gradients) {
      squares += updates.sumOfSquares(gradient);
    }
    double factor = most.get() / (Math.sqrt(squares) + EPSILON);
    if (factor < 1) {
      gradients.forEach(gradient -> updates.scale(gradient, (float) factor));
    }
  }
}
