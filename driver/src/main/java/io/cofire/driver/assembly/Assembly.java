package io.cofire.driver.assembly;

import io.cofire.data.batches.SampleSource;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import java.util.List;

/** A recipe and its prepared data become a plan, or it is said what of the recipe does not fit. */
public final class Assembly {

  private Assembly() {}

  /**
   * The plan of a training, by the recipe's {@code training.sync}.
   *
   * @throws io.cofire.data.errors.InvalidValue if the recipe does not fit the data
   */
  public static TrainingPlan of(Recipe recipe, ShardSet shards) {
    return switch (recipe.training().sync()) {
      case STEP -> ofRanks(recipe, shards);
      case AVERAGING -> {
        TrainingPlan plan = of(recipe, shards, recipe.training().averaging().workers());
        Fit.requireFrames(plan);
        yield plan;
      }
    };
  }

  /**
   * The plan of {@code training.ranks} ranks, which train in {@code sync: step} and score whatever
   * was trained.
   *
   * @throws io.cofire.data.errors.InvalidValue if the recipe does not fit the data
   */
  public static TrainingPlan ofRanks(Recipe recipe, ShardSet shards) {
    TrainingPlan plan = of(recipe, shards, recipe.training().ranks());
    Fit.requireSampleForEach(plan);
    return plan;
  }

  /**
   * The plan of scoring a trained network on other data; nobody trains by it.
   *
   * @param recipe how the network was trained
   * @param shards the other data
   * @throws io.cofire.data.errors.InvalidValue if the network cannot be scored on them
   */
  public static TrainingPlan ofScoring(Recipe recipe, ScoredData other, ShardSet shards) {
    Manifest manifest = shards.manifest();
    Fit.requireSplits("--split", other.split(), manifest);
    other.labels(manifest);
    InputShape scored = Inputs.scored(recipe.data(), manifest);
    TrainingPlan plan =
        new TrainingPlan(
            recipe,
            recipe.training().ranks(),
            scored,
            scored,
            other.classes().size(),
            List.of(recipe.training().batch()), // its batches are as large as in training
            Inputs.scoredSamples(recipe.data(), shards, other.split(), 0).size(),
            manifest.sha256());
    Fit.requireNetwork(plan);
    return plan;
  }

  private static TrainingPlan of(Recipe recipe, ShardSet shards, int workers) {
    Recipe.Data data = recipe.data();
    Manifest manifest = shards.manifest();
    Fit.requireSplits(data, manifest);
    SampleSource trained = Inputs.samples(recipe, shards, data.train(), 0);
    TrainingPlan plan =
        new TrainingPlan(
            recipe,
            workers,
            Inputs.trained(data, manifest),
            Inputs.scored(data, manifest),
            manifest.classes().size(),
            trained.shards(),
            Inputs.samples(recipe, shards, data.test(), 0).size(),
            manifest.sha256());
    Fit.requireOneSize(plan);
    recipe
        .training()
        .classWeights()
        .ifPresent(chosen -> chosen.weights(HostData.labels(trained), plan.classes()));
    Inputs.validated(data, shards, 0)
        .ifPresent(validated -> Fit.requireValidated(plan, validated.size()));
    plan.batches(); // whose sizes check themselves
    Fit.requireNetwork(plan);
    return plan;
  }
}
