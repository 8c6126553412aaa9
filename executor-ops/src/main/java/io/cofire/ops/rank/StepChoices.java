package io.cofire.ops.rank;

import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.optimizer.UpdateRules;
import java.util.List;
import java.util.Optional;

/**
 * What a recipe may choose of a step beside its loss, optimizer and norms.
 *
 * @param rules what of the gradients reaches which parameters
 * @param classWeights how much each class counts in the loss; empty where all count alike
 * @param ema how much of the weights' moving average stays at each step, in (0, 1); empty for none
 */
public record StepChoices(UpdateRules rules, List<Double> classWeights, Optional<Double> ema) {

  /** Nothing of it. */
  public static final StepChoices NONE =
      new StepChoices(UpdateRules.NONE, List.of(), Optional.empty());

  /** Copies the list. */
  public StepChoices {
    classWeights = List.copyOf(classWeights);
    if (ema.filter(decay -> !(decay > 0 && decay < 1)).isPresent()) {
      throw new InvalidValue("training.ema", ema.get(), "must be above 0 and below 1");
    }
  }

  /** The same with other rules. */
  public StepChoices with(UpdateRules other) {
    return new StepChoices(other, classWeights, ema);
  }

  /** The same with other weights of the classes. */
  public StepChoices weighing(List<Double> weights) {
    return new StepChoices(rules, weights, ema);
  }

  /** The same with a moving average of the weights. */
  public StepChoices averaging(Optional<Double> decay) {
    return new StepChoices(rules, classWeights, decay);
  }
}
