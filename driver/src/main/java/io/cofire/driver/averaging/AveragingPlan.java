package io.cofire.driver.averaging;

import io.cofire.data.batches.BatchPlan;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.frames.FrameShape;
import io.cofire.data.random.Key;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.rank.NormSync;
import io.cofire.ops.rank.TrainerConfig;

/**
 * What every process must know to train or evaluate.
 *
 * @param recipe the experiment
 * @param input what a sample looks like in training
 * @param classes number of classes
 * @param samples size of the training split
 */
record AveragingPlan(Recipe recipe, InputShape input, int classes, int samples) {

  /** A recipe's task on prepared data. */
  static AveragingPlan of(Recipe recipe, Manifest data) {
    if (data.contents() instanceof Contents.Images) {
      throw new InvalidValue(
          "training.sync", "averaging", "must be step for images: it takes frames of events");
    }
    InputShape input = Inputs.trained(recipe.data(), data);
    int samples = data.split(recipe.data().train()).samples();
    return new AveragingPlan(recipe, input, data.classes().size(), samples);
  }

  int workers() {
    return recipe.training().averaging().workers();
  }

  /** The order of the samples; each worker takes what a rank takes in {@code sync: step}. */
  BatchPlan plan() {
    Key key = Key.of(recipe.seed()).child("batches");
    return new BatchPlan(key, samples, recipe.training().batch(), workers());
  }

  int stepsPerEpoch() {
    return samples / recipe.training().batch();
  }

  TrainerConfig trainer(int batch) {
    return new TrainerConfig(
        recipe.network(),
        input,
        input.withTimesteps(recipe.data().timesteps()),
        classes,
        batch,
        NormSync.ALL,
        recipe.training().loss(),
        recipe.training().optimizer(),
        recipe.training().schedule(),
        stepsPerEpoch(),
        recipe.training().epochs(),
        recipe.seed(),
        recipe.run().recompute());
  }

  /** Minibatches that are trained on. */
  FrameShape frames(int batch) {
    return new FrameShape(
        input.timesteps(), batch, input.channels(), input.height(), input.width());
  }

  /** Minibatches that are scored: with all timesteps. */
  FrameShape scoredFrames(int batch) {
    return new FrameShape(
        recipe.data().timesteps(), batch, input.channels(), input.height(), input.width());
  }

  FlatUpdater updater() {
    Recipe.Training training = recipe.training();
    Rate rate =
        new Rate(
            training.optimizer().rate(), training.schedule(), stepsPerEpoch(), training.epochs());
    return FlatUpdater.of(training.optimizer(), rate);
  }
}
