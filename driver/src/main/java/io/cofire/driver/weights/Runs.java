package io.cofire.driver.weights;

import io.cofire.data.shards.Manifest;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/** What is asked of a run by both who reads and who starts one. */
final class Runs {

  private Runs() {}

  /** The newest whole checkpoint, or the error that there is none. */
  static Path newest(CheckpointStore store, RunDirectory run, Consumer<String> warnings)
      throws IOException {
    return store
        .newest(warnings)
        .orElseThrow(
            () ->
                new CheckpointException(
                    String.format(
                        Locale.ROOT,
                        "Cannot read the weights of %s: no whole checkpoint in %s; train first",
                        run.root(),
                        run.checkpoints())));
  }

  /** What a recipe's samples look like in training. */
  static InputShape input(Recipe recipe, Manifest data) {
    return Inputs.trained(recipe.data(), data);
  }
}
