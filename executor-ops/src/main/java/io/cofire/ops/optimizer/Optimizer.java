package io.cofire.ops.optimizer;

import io.cofire.ops.tensor.Tensor;
import java.util.Map;

/** An optimizer at work on one network's parameters. */
public interface Optimizer {

  /**
   * One update from the gradients.
   *
   * @param step updates since the start of the training: 0 at the first
   * @param factor the schedule's factor of the base rate
   */
  void update(long step, double factor);

  /** The state that a checkpoint holds, by name; vectors of the parameters' length. */
  Map<String, Tensor> vectors();
}
