package io.cofire.driver.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** The parameters that an estimator alone has. */
final class FitParams {

  final Param<String> recipe;
  final Param<String> recipeText;
  final StringArrayParam overrides;
  final IntParam epochs;
  final LongParam seed;
  final Param<String> directory;
  final Param<String> sensor;
  final Param<String> validationIndicatorCol;

  /** Those of an estimator, which has its uid already. */
  FitParams(Params of) {
    this.recipe = new Param<>(of, "recipe", "path of a recipe, a YAML file");
    this.recipeText = new Param<>(of, "recipeText", "the recipe itself, in place of its path");
    this.overrides =
        new StringArrayParam(of, "overrides", "values of the recipe: training.batch=60");
    this.epochs = new IntParam(of, "epochs", "passes over the rows", ParamValidators.gtEq(1));
    this.seed = new LongParam(of, "seed", "root of every random choice");
    this.directory =
        new Param<>(of, "directory", "where shards and checkpoints stay; unset: nowhere");
    this.sensor =
        new Param<>(of, "sensor", "WIDTHxHEIGHT; unset: that of columns width and height");
    this.validationIndicatorCol =
        new Param<>(of, "validationIndicatorCol", "true: scored after each epoch, not trained on");
  }

  /** What is to be trained; {@code epochs} and {@code seed} win over what stands elsewhere. */
  FitRecipe recipe(Params of) {
    List<String> values = new ArrayList<>(Arrays.asList(of.getOrDefault(overrides)));
    if (of.isDefined(epochs)) {
      values.add("training.epochs=" + of.getOrDefault(epochs));
    }
    if (of.isDefined(seed)) {
      values.add("seed=" + of.getOrDefault(seed));
    }
    return new FitRecipe(text(of, recipe), text(of, recipeText), values);
  }

  /** A parameter that may be left out, or empty. */
  Optional<String> text(Params of, Param<String> param) {
    return of.isDefined(param)
        ? Optional.of(of.getOrDefault(param)).filter(value -> !value.isBlank())
        : Optional.empty();
  }
}
