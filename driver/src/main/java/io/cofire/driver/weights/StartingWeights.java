package io.cofire.driver.weights;

import io.cofire.data.files.FileSystems;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.NamedTensor;
import io.cofire.driver.checkpoint.Progress;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.network.Layout;
import io.cofire.ops.plan.HeadStart;
import io.cofire.ops.plan.StateForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    Weights read = read(hadoop, training.initFrom().get(), warnings);
    Weights weights =
        training.head() == Recipe.Head.NEW ? withNewHead(read, recipe, data, form) : read;
    store.write(Progress.start(recipe.seed(), recipe.hash(), data.sha256()), weights.start(form));
  }

  /** The last layer as a training that starts from nothing would begin with it. */
  private static Weights withNewHead(Weights read, Recipe recipe, Manifest data, StateForm form) {
    InputShape input = Runs.input(recipe, data);
    Map<String, float[]> starts =
        HeadStart.of(recipe.network(), input, data.classes().size(), recipe.seed());
    List<NamedTensor> head = new ArrayList<>();
    for (Layout.Entry entry : form.parameters().entries()) {
      if (starts.containsKey(entry.name())) {
        float[] start = starts.get(entry.name());
        head.add(new NamedTensor(entry.name(), entry.shape().sizes(), start));
      }
    }
    return read.with(head);
  }

  private static Weights read(Configuration hadoop, String place, Consumer<String> warnings)
      throws IOException {
    Path path = FileSystems.path(place);
    FileSystem files = FileSystems.of(hadoop, path);
    RunPlace from = RunPlace.of(hadoop, place);
    boolean named = from.checkpoint().isPresent(); // which may be a word, and no folder
    if (!named && (!files.exists(path) || files.getFileStatus(path).isFile())) {
      return Weights.read(hadoop, path);
    }
    return new CheckpointStore(hadoop, from.run()).weights(from.chosen(hadoop, warnings));
  }
}
