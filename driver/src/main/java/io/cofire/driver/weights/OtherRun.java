package io.cofire.driver.weights;

import io.cofire.data.shards.Manifest;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.FormerRecipes;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.recipe.KeptRecipe;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.plan.StateForm;
import io.cofire.ops.rank.TrainingState;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A run that another one goes on from, in another way of synchronising: all that a checkpoint holds
 * is carried over, optimizer, metrics and place in the data included. That place is counted in
 * batches of all ranks, whose samples are the same in every mode.
 */
record OtherRun(Configuration hadoop, RunPlace place) {

  static OtherRun open(Configuration hadoop, String place) throws IOException {
    return new OtherRun(hadoop, RunPlace.of(hadoop, place));
  }

  /** Copies the checkpoint that was named, or the newest whole one, as one of a recipe's. */
  void copy(
      Recipe recipe,
      Manifest data,
      StateForm form,
      CheckpointStore target,
      Consumer<String> warnings)
      throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, place.run());
    Path newest = place.chosen(hadoop, warnings);
    Recipe trained = recipe();
    if (!recipe.goesOnWith(trained)) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot resume from %s: it is another experiment; only name, run, training.sync, ranks, normSync, averaging, initFrom and resumeFrom may differ",
              place.run().root()));
    }
    Progress from =
        new FormerRecipes(hadoop, place.run())
            .accept(store.progress(newest), trained.hash(), data.sha256(), newest.toString());
    if (from.best() != null && from.best().step() != from.step()) {
      copyBest(from.best(), recipe, form, store, target, warnings);
    }
    TrainingState state = store.state(newest, form.parameters(), form.statistics());
    target.write(from.of(recipe.hash()), state);
  }

  /** First, so that the newest is the one to go on from. */
  private static void copyBest(
      Progress.Best best,
      Recipe recipe,
      StateForm form,
      CheckpointStore store,
      CheckpointStore target,
      Consumer<String> warnings)
      throws IOException {
    Path there = store.of(best.step());
    try {
      Progress then = store.progress(there).of(recipe.hash());
      target.write(then, store.state(there, form.parameters(), form.statistics()));
    } catch (CheckpointException e) {
      warnings.accept(e.getMessage() + "; the best epoch so far is known without its checkpoint");
    }
  }

  private Recipe recipe() throws IOException {
    KeptRecipe kept = new KeptRecipe(hadoop, place.run());
    return kept.read()
        .orElseThrow(
            () ->
                new CheckpointException(
                    String.format(
                        Locale.ROOT,
                        "Cannot resume from %s: it has no %s; name the directory of a run",
                        place.run().root(),
                        KeptRecipe.NAME)));
  }
}
