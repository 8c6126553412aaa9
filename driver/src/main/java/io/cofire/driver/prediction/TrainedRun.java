package io.cofire.driver.prediction;

import io.cofire.data.datasets.DatasetLayouts;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.FileSystems;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.recordings.read.DecodeOptions;
import io.cofire.data.shards.Contents;
import io.cofire.data.shards.Manifest;
import io.cofire.data.shards.ShardException;
import io.cofire.data.shards.ShardSet;
import io.cofire.driver.checkpoint.CheckpointException;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.recipe.Inputs;
import io.cofire.driver.recipe.Recipe;
import io.cofire.ops.network.InputShape;
import io.cofire.ops.plan.StateForm;
import io.cofire.ops.rank.TrainingState;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * All that a prediction takes from a run.
 *
 * @param recipe of the run
 * @param data the manifest of what it was trained on: the classes, and what a sample is like
 * @param checkpoint where the weights come from
 * @param parameters the weights, in the network's order
 * @param statistics the norms' running statistics, in the network's order
 */
public record TrainedRun(
    Recipe recipe, Manifest data, Path checkpoint, float[] parameters, float[] statistics) {

  /**
   * Reads it.
   *
   * @param recipe of the run, with the full path of its data; nothing but the manifest must still
   *     be there
   * @param warnings is told of damaged checkpoints that were skipped
   * @throws CheckpointException if there is no whole checkpoint or no manifest, or the manifest is
   *     another one than the run's
   */
  public static TrainedRun open(
      Configuration hadoop, Recipe recipe, RunPlace place, Consumer<String> warnings)
      throws IOException {
    CheckpointStore store = new CheckpointStore(hadoop, place.run());
    Path checkpoint = place.chosen(hadoop, warnings);
    Manifest data = manifest(hadoop, recipe, place);
    requireSame(store.progress(checkpoint).manifestHash(), data, recipe, place);
    StateForm form = form(recipe, data);
    TrainingState state = store.state(checkpoint, form.parameters(), form.statistics());
    return new TrainedRun(recipe, data, checkpoint, state.parameters(), state.statistics());
  }

  /**
   * Of weights that are kept elsewhere.
   *
   * @param file where they are
   * @throws CheckpointException if they are another network's
   */
  public static TrainedRun of(Recipe recipe, Manifest data, Path file, Weights weights)
      throws CheckpointException {
    TrainingState state = weights.start(form(recipe, data));
    return new TrainedRun(recipe, data, file, state.parameters(), state.statistics());
  }

  /** The weights and running statistics by name. */
  public Weights weights() {
    StateForm form = form(recipe, data);
    return Weights.of(form.parameters(), parameters, form.statistics(), statistics);
  }

  private static StateForm form(Recipe recipe, Manifest data) {
    return StateForm.of(
        recipe.network(),
        Inputs.scored(recipe.data(), data),
        data.classes().size(),
        recipe.training().optimizer());
  }

  private static Manifest manifest(Configuration hadoop, Recipe recipe, RunPlace place)
      throws CheckpointException {
    try {
      return ShardSet.open(hadoop, FileSystems.path(recipe.data().shards())).manifest();
    } catch (ShardException e) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot predict by %s: what its classes are called, and what a sample is like, stands"
                  + " in the manifest of its data: %s; if the data were moved, --data names the"
                  + " folder where %s lies now",
              place.run().root(),
              e.getMessage(),
              Manifest.FILE),
          e);
    }
  }

  private static void requireSame(String trained, Manifest data, Recipe recipe, RunPlace place)
      throws CheckpointException {
    if (!trained.equals(data.sha256())) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "Cannot predict by %s: %s holds other data than it was trained on (expected the"
                  + " manifest of hash %s, found %s); --data names the folder of a %s that it was"
                  + " trained on",
              place.run().root(),
              recipe.data().shards(),
              trained,
              data.sha256(),
              Manifest.FILE));
    }
  }

  /** What a sample looks like. */
  InputShape input() {
    return Inputs.scored(recipe.data(), data);
  }

  /** Samples of a minibatch of its evaluation, which surely fits into memory. */
  int batch() {
    int ranks = recipe.training().ranks();
    return Math.max(1, (recipe.training().batch() + ranks - 1) / ranks);
  }

  /**
   * How the run's own recordings were read, which is how new ones are unless something else is said
   * of them: by their layout, and by what {@code prepare} was told.
   */
  public DecodeOptions decoding() {
    if (!(data.contents() instanceof Contents.Events events)) {
      return DecodeOptions.none();
    }
    DecodeWords stated = new DecodeWords(events.decoding());
    DecodeOptions upright = stated.over(byLayout(data.sensor()));
    return stated.over(byLayout(upright.orientation().apply(data.sensor()))); // as stored
  }

  private DecodeOptions byLayout(SensorGeometry sensor) {
    return DatasetLayouts.find(data.dataset())
        .map(layout -> layout.decoding(sensor))
        .orElse(DecodeOptions.sensor(sensor));
  }
}
