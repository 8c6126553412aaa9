package io.cofire.driver.cli.series;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.BestEpoch;
import io.cofire.driver.run.RunResult;
import java.util.List;

/**
 * A run of a sweep, as its table has it.
 *
 * @param setting in words
 * @param overrides of the recipe
 * @param name of the run
 * @param seed of the run
 * @param epochs that it has done
 * @param testAccuracy after the last epoch; null where it failed
 * @param testLoss after the last epoch; null where it failed
 * @param bestEpoch the epoch that was validated best; null without a validation
 * @param validationAccuracy after that epoch
 * @param bestTestAccuracy after that epoch
 * @param failure why there is no result; null where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SweptRun(
    String setting,
    List<String> overrides,
    String name,
    long seed,
    Integer epochs,
    Double testAccuracy,
    Double testLoss,
    Integer bestEpoch,
    Double validationAccuracy,
    Double bestTestAccuracy,
    String failure) {

  static SweptRun of(Setting setting, Recipe recipe, RunResult result) {
    BestEpoch best = result.best().orElse(null);
    return new SweptRun(
        setting.shown(),
        setting.overrides(),
        recipe.name(),
        recipe.seed(),
        result.epochs().size(),
        result.test().accuracy(),
        result.test().loss(),
        best == null ? null : best.epoch(),
        best == null ? null : best.validationAccuracy(),
        best == null ? null : best.testAccuracy(),
        null);
  }

  static SweptRun failed(Setting setting, Recipe recipe, String why) {
    return new SweptRun(
        setting.shown(),
        setting.overrides(),
        recipe.name(),
        recipe.seed(),
        null,
        null,
        null,
        null,
        null,
        null,
        why);
  }

  boolean isDone() {
    return failure == null;
  }
}
