package io.cofire.driver.ml;

import io.cofire.data.files.Storage;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.checkpoint.Weights;
import io.cofire.driver.prediction.TrainedRun;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A trained network in a form that travels and is kept.
 *
 * @param recipe YAML of its recipe
 * @param outline of the manifest of what it was trained on
 * @param origin where its weights were first
 * @param parameters the weights, in the network's order
 * @param statistics the norms' running statistics, in the network's order
 */
record KeptModel(
    String recipe, String outline, String origin, float[] parameters, float[] statistics)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String RECIPE = "recipe.yaml";
  private static final String OUTLINE = "manifest.json";
  private static final String WEIGHTS = "weights.safetensors";

  static KeptModel of(TrainedRun run) {
    return new KeptModel(
        run.recipe().yaml(),
        run.data().outline(),
        run.checkpoint().toString(),
        run.parameters(),
        run.statistics());
  }

  TrainedRun run() {
    return new TrainedRun(
        Recipe.parse(recipe, "the recipe of this model"),
        Manifest.ofOutline(outline),
        new Path(origin),
        parameters,
        statistics);
  }

  /** Writes it into a folder. */
  void write(Configuration hadoop, String folder) throws IOException {
    Path root = new Path(folder);
    Storage storage = Storage.of(hadoop, root);
    storage.write(new Path(root, RECIPE), recipe.getBytes(StandardCharsets.UTF_8));
    storage.write(new Path(root, OUTLINE), outline.getBytes(StandardCharsets.UTF_8));
    run().weights().write(hadoop, new Path(root, WEIGHTS), Map.of("origin", origin));
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws io.cofire.driver.checkpoint.CheckpointException if the weights are damaged or not there
   */
  static KeptModel read(Configuration hadoop, String folder) throws IOException {
    Path root = new Path(folder);
    Storage storage = Storage.of(hadoop, root);
    String recipe = text(storage, new Path(root, RECIPE));
    String outline = text(storage, new Path(root, OUTLINE));
    Path file = new Path(root, WEIGHTS);
    Weights weights = Weights.read(hadoop, file);
    return of(
        TrainedRun.of(Recipe.parse(recipe, folder), Manifest.ofOutline(outline), file, weights));
  }

  private static String text(Storage storage, Path file) throws IOException {
    return new String(storage.read(file), StandardCharsets.UTF_8);
  }
}
