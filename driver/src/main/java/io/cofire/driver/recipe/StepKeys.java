package io.cofire.driver.recipe;

import io.cofire.data.errors.InvalidValue;
import io.cofire.ops.loss.ClassWeighting;
import java.util.List;
import java.util.Optional;

/** Keys that training step by step alone has; Deeplearning4j's parameter averaging refuses them. */
final class StepKeys {

  private static final String RULE = "must be left out where training.sync is averaging";

  private StepKeys() {}

  static void requireNone(
      List<String> freeze,
      Optional<Double> clipNorm,
      Optional<Integer> accumulate,
      Optional<ClassWeighting> classWeights,
      Optional<Double> ema) {
    if (!freeze.isEmpty()) {
      throw new InvalidValue("training.freeze", String.join(", ", freeze), RULE);
    }
    refuse("training.clipNorm", clipNorm, RULE);
    refuse("training.ema", ema, RULE + ", which averages the workers' weights already");
    refuse(
        "training.classWeights",
        classWeights.map(Schema::kind),
        RULE + ", whose workers divide by their own samples, not by the weights of all");
    refuse(
        "training.accumulate",
        accumulate,
        RULE + ", whose workers take a minibatch each: training.averaging.frequency counts those");
  }

  private static void refuse(String key, Optional<?> value, String rule) {
    value.ifPresent(
        found -> {
          throw new InvalidValue(key, found, rule);
        });
  }
}
