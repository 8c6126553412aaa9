package io.cofire.driver.assembly;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.SplitInfo;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.recipe.Validation;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.InputShape.Presentation;
import io.cofire.ops.plan.StateForm;
import java.util.List;
import java.util.Locale;

/**
 * Checks of a recipe against its prepared data, so that what does not fit is said on the driver
 * before a job starts. The samples, the inputs and the batches check themselves when they are made.
 */
final class Fit {

  private Fit() {}

  static void requireSplits(Recipe.Data data, Manifest manifest) {
    requireSplits("data.train", data.train(), manifest);
    requireSplits("data.test", data.test(), manifest);
    data.validation()
        .flatMap(Validation::split)
        .ifPresent(split -> requireSplits("data.validation.split", split, manifest));
  }

  static void requireSplits(String key, String joined, Manifest manifest) {
    List<String> known = manifest.splits().stream().map(SplitInfo::name).toList();
    for (String split : Recipe.Data.splits(joined)) {
      if (!known.contains(split)) {
        throw new InvalidValue(
            key,
            split,
            String.format(
                Locale.ROOT,
                "the prepared set of %s has %s",
                manifest.dataset(),
                String.join(", ", known)));
      }
    }
  }

  /** A network is scored on the pixels that it is trained on; only timesteps may differ. */
  static void requireOneSize(TrainingPlan plan) {
    InputShape trained = plan.trained();
    InputShape scored = plan.scored();
    if (trained.height() != scored.height() || trained.width() != scored.width()) {
      throw new InvalidValue(
          "data.image.scoring",
          side(scored),
          "must be as large as data.image.training, " + side(trained));
    }
  }

  private static String side(InputShape input) {
    return input.height() + "x" + input.width();
  }

  /** Every rank has a part in the evaluation. */
  static void requireSampleForEach(TrainingPlan plan) {
    if (plan.tested() < plan.workers()) {
      throw new InvalidValue(
          "training.ranks",
          plan.workers(),
          String.format(
              Locale.ROOT,
              "split %s has only %d samples to evaluate",
              plan.recipe().data().test(),
              plan.tested()));
    }
  }

  /** Every rank has a part in the validation. */
  static void requireValidated(TrainingPlan plan, int samples) {
    if (samples < plan.workers()) {
      throw new InvalidValue(
          "data.validation",
          String.format(Locale.ROOT, "%d samples", samples),
          String.format(
              Locale.ROOT, "must have one for each of the %d that train", plan.workers()));
    }
  }

  /** Deeplearning4j takes one frame for each timestep. */
  static void requireFrames(TrainingPlan plan) {
    if (plan.trained().presentation() != Presentation.FRAMES) {
      throw new InvalidValue(
          "training.sync", "averaging", "must be step for images: it takes frames of events");
    }
  }

  /** Lays the network out as it is trained and as it is scored; nothing is computed. */
  static void requireNetwork(TrainingPlan plan) {
    StateForm trained = state(plan, plan.trained());
    plan.recipe().training().rules().requireFit(trained.parameters());
    if (plan.scored().equals(plan.trained())) {
      return;
    }
    StateForm scored = state(plan, plan.scored());
    if (!trained.parameters().equals(scored.parameters())) {
      throw new InvalidValue(
          "data.timesteps",
          plan.scored().timesteps(),
          String.format(
              Locale.ROOT,
              "this network's parameters depend on the timesteps, and it is trained with %d",
              plan.trained().timesteps()));
    }
  }

  private static StateForm state(TrainingPlan plan, InputShape input) {
    Recipe recipe = plan.recipe();
    try {
      plan.scorer(1);
      recipe.training().loss().training(plan.classes());
      return StateForm.of(recipe.network(), input, plan.classes(), recipe.training().optimizer());
    } catch (InvalidValue e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      InvalidValue refused =
          new InvalidValue(
              "network",
              String.format(
                  Locale.ROOT,
                  "laid out for T=%d, C=%d, H=%d, W=%d",
                  input.timesteps(),
                  input.channels(),
                  input.height(),
                  input.width()),
              e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }
}
