package io.cofire.ops.rank;

import io.cofire.ops.optimizer.UpdateRules;
import java.util.List;

/**
 * What a recipe may choose of a step beside its loss, optimizer and norms.
 *
 * @param rules what of the gradients reaches which parameters
 * @param classWeights how much each class counts in the loss; empty where all count alike
 */
public record StepChoices(UpdateRules rules, List<Double> classWeights) {

  /** Nothing of it. */
  public static final StepChoices NONE = new StepChoices(UpdateRules.NONE, List.of());

  /** Copies the list. */
  public StepChoices {
    classWeights = List.copyOf(classWeights);
  }

  /** The same with other rules. */
  public StepChoices with(UpdateRules other) {
    return new StepChoices(other, classWeights);
  }

  /** The same with other weights of the classes. */
  public StepChoices weighing(List<Double> weights) {
    return new StepChoices(rules, weights);
  }
}
