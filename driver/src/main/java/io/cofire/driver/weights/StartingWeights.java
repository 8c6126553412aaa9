package io.cofire.driver.weights;

import io.cofire.data.files.FileSystems;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.plan.StateForm;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a recipe's {@code training.initFrom} becomes the start of its run: a checkpoint of step 0
 * with those parameters and running statistics and an optimizer that has seen nothing (the second
 * phase of Hu 2021 appendix B-B); and where its {@code training.resumeFrom} becomes a copy of
 * another run's newest checkpoint. Whatever trains finds it like any other checkpoint.
 */
public final class StartingWeights {

  private StartingWeights() {}

  /**
   * Writes the checkpoint, if the recipe names weights or a run and this one has no checkpoint yet.
   *
   * @param warnings is told of damaged checkpoints that were skipped
   * @throws io.cofire.driver.checkpoint.CheckpointException if the weights are not there, damaged
   *     or of another network, or the run is of another experiment
   */
  public static void lay(
      Configuration hadoop,
      Recipe recipe,
      Manifest data,
      RunDirectory run,
      Consumer<String> warnings)
      throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, run);
    Recipe.Training training = recipe.training();
    boolean fresh = training.initFrom().isEmpty() && training.resumeFrom().isEmpty();
    if (fresh || store.newest(warnings).isPresent()) {
      return;
    }
    StateForm form =
        StateForm.of(
            recipe.network(),
            Runs.input(recipe, data),
            data.classes().size(),
            training.optimizer());
    if (training.resumeFrom().isPresent()) {
      OtherRun other = OtherRun.open(hadoop, training.resumeFrom().get());
      other.copy(recipe, data, form, store, warnings);
      return;
    }
    Weights weights = read(hadoop, training.initFrom().get(), warnings);
    store.write(Progress.start(recipe.seed(), recipe.hash(), data.sha256()), weights.start(form));
  }

  private static Weights read(Configuration hadoop, String place, Consumer<String> warnings)
      throws IOException {
    Path path = FileSystems.path(place);
    FileSystem files = FileSystems.of(hadoop, path);
    if (!files.exists(path) || files.getFileStatus(path).isFile()) {
      return Weights.read(hadoop, path);
    }
    RunPlace from = RunPlace.of(hadoop, place);
    return new CheckpointStore(hadoop, from.run()).weights(from.chosen(hadoop, warnings));
  }
}
