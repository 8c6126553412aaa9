package io.cofire.driver.cluster;

import io.cofire.driver.assembly.ScoredData;
import io.cofire.driver.assembly.TrainingPlan;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.FormerRecipes;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.recipe.KeyChange;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.plan.StateForm;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Checks that a checkpoint is what a request can score; nothing is ever to be deleted for it. */
final class Scorable {

  private static final int SHOWN = 5;

  private Scorable() {}

  /**
   * Checks a checkpoint's recipe and, where no other data were named, its data.
   *
   * @throws CheckpointException if they are others; it says how to score them all the same
   */
  static void require(
      Configuration hadoop, EvaluationJob.Request request, TrainingPlan plan, Path checkpoint)
      throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, request.place().run());
    Progress progress = store.progress(checkpoint);
    requireRecipe(hadoop, request, progress, checkpoint);
    if (request.other().isPresent()) {
      requireTensors(store, plan, request.other().get(), checkpoint);
    } else if (!progress.manifestHash().equals(plan.manifestHash())) {
      String shards = request.recipe().data().shards();
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s: it belongs to other data than %s: expected hash %s, found %s; to score it on these data, 'cofire evaluate %s --data %s'",
              checkpoint,
              shards,
              plan.manifestHash(),
              progress.manifestHash(),
              request.place().run().root(),
              shards));
    }
  }

  private static void requireRecipe(
      Configuration hadoop, EvaluationJob.Request request, Progress progress, Path checkpoint)
      throws IOException {
    Recipe recipe = request.recipe();
    Recipe trained = request.trained();
    boolean scores = recipe.scores(trained);
    String expected = scores ? trained.hash() : recipe.hash();
    FormerRecipes former = new FormerRecipes(hadoop, request.place().run());
    String found = progress.recipeHash();
    boolean extended = scores && former.has(found); // a run's own recipe has changed meanwhile
    if (!found.equals(expected) && !extended) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s: it belongs to another recipe: %s; network, data, loss and ema have to be those that it was trained with, but for timesteps, augmentation, scored split, view and precision; 'cofire evaluate %s' scores it by the recipe that it was trained with",
              checkpoint,
              difference(recipe, trained, expected, found),
              request.place().run().root()));
    }
  }

  /** The first keys that differ, or the hashes where no key does. */
  private static String difference(Recipe recipe, Recipe trained, String expected, String found) {
    String keys =
        recipe.changesFrom(trained).stream()
            .filter(change -> matters(change.key()))
            .limit(SHOWN)
            .map(KeyChange::describe)
            .collect(Collectors.joining("; "));
    return keys.isEmpty()
        ? String.format(Locale.ROOT, "expected hash %s, found %s", expected, found)
        : keys;
  }

  /** Of how a run was trained, a score depends on these. */
  private static boolean matters(String key) {
    return !key.startsWith("training.")
        || key.startsWith("training.loss")
        || key.startsWith("training.ema");
  }

  private static void requireTensors(
      CheckpointStore store, TrainingPlan plan, ScoredData other, Path checkpoint)
      throws IOException {
    Recipe recipe = plan.recipe();
    StateForm form =
        StateForm.of(
            recipe.network(), plan.scored(), plan.classes(), recipe.training().optimizer());
    List<String> differences = store.weights(checkpoint).differences(form);
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot score %s on %s: samples of C=%d, H=%d, W=%d need other tensors than it has: %s; prepare data of the size that it was trained on",
              checkpoint,
              other.shards(),
              plan.scored().channels(),
              plan.scored().height(),
              plan.scored().width(),
              String.join("; ", differences)));
    }
  }
}
