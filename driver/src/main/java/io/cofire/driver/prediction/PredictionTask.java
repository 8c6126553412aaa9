package io.cofire.driver.prediction;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.Manifest;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.recipe.Recipe;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Predicts a group of inputs on an executor, whose network it builds from the driver's weights.
 * Groups and predictions travel as JSON, so that any serializer of the application carries them.
 */
final class PredictionTask implements Function<String, String> {

  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();

  private final Kit kit;

  PredictionTask(Kit kit) {
    this.kit = kit;
  }

  /**
   * What every task of a job needs.
   *
   * @param recipe YAML of the run's recipe
   * @param outline of the manifest of the run's data
   * @param checkpoint where the weights came from
   * @param batch samples of a minibatch, padding included
   * @param threads of a task that make minibatches
   */
  record Kit(
      String recipe,
      String outline,
      String checkpoint,
      Broadcast<float[]> parameters,
      Broadcast<float[]> statistics,
      ReadOptions reading,
      Form form,
      int batch,
      int threads,
      Broadcast<SerializableConfiguration> hadoop)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    Classifier open() {
      TrainedRun run =
          new TrainedRun(
              Recipe.parse(recipe, "the recipe of this run"),
              Manifest.ofOutline(outline),
              new Path(checkpoint),
              parameters.value(),
              statistics.value());
      return Classifier.open(hadoop.value().value(), run, reading, form, batch);
    }
  }

  static String group(Iterable<InputUnit> units) {
    return written(units);
  }

  static Prediction[] predictions(String json) {
    return read(json, Prediction[].class);
  }

  @Override
  public String call(String group) {
    Iterator<InputUnit> units = Arrays.asList(read(group, InputUnit[].class)).iterator();
    try (Classifier classifier = kit.open()) {
      return written(classifier.predict(units, kit.threads()));
    }
  }

  private static String written(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write a group of inputs as JSON", e);
    }
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read a group of inputs: " + json, e);
    }
  }
}
