package io.cofire.tests.faults;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.driver.recipe.Recipe;
import java.nio.file.Path;

/** The training that the faults befall: W = 4, 12 steps an epoch, 192 steps of a few ms. */
final class TinyRun {

  static final int RANKS = 4;
  static final int TRAIN_SAMPLES = 96;
  static final int TEST_SAMPLES = 9;
  static final int STEPS = 192;

  private TinyRun() {}

  static Recipe recipe(String shards, String... keysOfRun) {
    return Recipe.parse(yaml(shards, 0.1, keysOfRun), "tiny");
  }

  /** A rate this large makes the weights infinite within a few steps. */
  static Recipe diverging(String shards) {
    return Recipe.parse(yaml(shards, 3e38), "tiny");
  }

  static String yaml(String shards, double rate, String... keysOfRun) {
    return TinyRecipe.on(
        shards,
        "ranks: 2->ranks: 4",
        "batch: 6->batch: 8",
        "epochs: 5->epochs: 16",
        "rate: 0.1->rate: " + rate,
        "{checkpointEverySteps: 3}->{checkpointEverySteps: 2, %s}"
            .formatted(String.join(", ", keysOfRun)));
  }

  static String shards(Path folder) {
    return folder.toUri().toString();
  }
}
