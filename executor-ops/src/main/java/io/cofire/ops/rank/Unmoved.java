package io.cofire.ops.rank;

import io.cofire.ops.network.FlatVectors;
import io.cofire.ops.network.Layout;
import io.cofire.ops.tensor.UpdateKernels;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which parameters no gradient has reached in the first steps of a training, so that nothing but
 * decay moves them. What lies before a norm that starts from zero has its first gradient in the
 * second step; what has none after {@link #STEPS} will hardly ever have one.
 */
final class Unmoved {

  /** The step after which they are told. */
  static final int STEPS = 5;

  private final UpdateKernels updates;
  private final FlatVectors parameters;
  private final Set<Layout.Entry> waiting;
  private long next;

  Unmoved(UpdateKernels updates, FlatVectors parameters) {
    this.updates = updates;
    this.parameters = parameters;
    this.waiting = new LinkedHashSet<>(parameters.layout().entries());
  }

  /**
   * Looks at the gradients of a step, which are the sum over all ranks.
   *
   * @param step from 0; where a training goes on from a later one nothing is looked at
   * @return names, in the layout's order, in the last of the first steps; none in any other
   */
  List<String> after(long step) {
    if (step != next || next == STEPS) {
      return List.of();
    }
    next++;
    waiting.removeIf(this::isReached);
    return next == STEPS ? waiting.stream().map(Layout.Entry::name).toList() : List.of();
  }

  private boolean isReached(Layout.Entry entry) {
    return updates.sumOfSquares(parameters.gradients().slice(entry.offset(), entry.shape())) > 0;
  }
}
