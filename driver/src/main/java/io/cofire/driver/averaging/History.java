package io.cofire.driver.averaging;

import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.checkpoint.Progress.Sums;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.TrainingListener;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** How far the run is, and its checkpoints. */
final class History {

  private final CheckpointStore store;
  private final Recipe recipe;
  private Progress now;
  private Path newest;

  History(Configuration hadoop, RunDirectory directory, Recipe recipe, String manifest)
      throws IOException {
    this.store = new CheckpointStore(hadoop, directory);
    this.recipe = recipe;
    this.now = Progress.start(recipe.seed(), recipe.hash(), manifest);
  }

  Progress now() {
    return now;
  }

  Path newest() {
    return newest;
  }

  /** Puts the newest whole checkpoint into the model, if there is one. */
  void resume(AveragedModel model, TrainingListener listener) throws IOException {
    Optional<Path> found = store.newest(listener::onWarning);
    if (found.isPresent()) {
      newest = found.get();
      Progress progress = store.progress(newest);
      progress.requireSameRun(now.recipeHash(), now.manifestHash(), newest.toString());
      model.restore(store.state(newest, model.parameterLayout(), model.statisticsLayout()));
      now = progress;
    }
  }

  /** After a round. */
  void add(RoundSums round) {
    now =
        place(
            now.step() + round.iterations(),
            now.epoch(),
            now.stepInEpoch() + round.iterations(),
            now.sums().plus(round.loss(), round.correct(), round.examples()),
            now.epochs());
  }

  /** After an epoch's evaluation. */
  void add(EpochMetrics metrics) {
    List<EpochMetrics> epochs = new ArrayList<>(now.epochs());
    epochs.add(metrics);
    now = place(now.step(), now.epoch() + 1, 0, Sums.ZERO, epochs);
  }

  private Progress place(
      long step, int epoch, int stepInEpoch, Sums sums, List<EpochMetrics> epochs) {
    return new Progress(
        step, epoch, stepInEpoch, now.seed(), now.recipeHash(), now.manifestHash(), sums, epochs);
  }

  /** Writes a checkpoint and deletes those that are too old. */
  void write(AveragedModel model) throws IOException {
    newest = store.write(now, model.state());
    store.retain(now.step(), recipe.run().keepCheckpoints());
  }
}
