package io.cofire.driver.weights;

import io.cofire.data.shards.Manifest;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;

/** What is asked of a run by both who reads and who starts one. */
final class Runs {

  private Runs() {}

  /** What a recipe's samples look like in training. */
  static InputShape input(Recipe recipe, Manifest data) {
    return Inputs.trained(recipe.data(), data);
  }
}
