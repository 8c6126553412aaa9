package io.cofire.driver.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cofire.data.readahead.ReadFigures;
import io.cofire.driver.checkpoint.Computed;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.BestEpoch;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TimeSplit;
import java.io.IOException;
import java.util.List;

/**
 * The form of {@code run.json}; keys are only ever added.
 *
 * @param format always {@code cofire-run}
 * @param version of this form
 */
@JsonPropertyOrder({"format", "version", "name", "seed", "recipeHash"})
record RunJson(
    String format,
    int version,
    String name,
    long seed,
    String recipeHash,
    double testAccuracy,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double testTopFiveAccuracy,
    double testLoss,
    long steps,
    int ranks,
    int hosts,
    int restarts,
    double wallSeconds,
    TimeSplit times,
    List<RankTimes> rankTimes,
    @JsonInclude(JsonInclude.Include.NON_NULL) ReadFigures reads,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> alarms,
    String checkpoint,
    DataFacts data,
    List<EpochMetrics> epochs,
    @JsonInclude(JsonInclude.Include.NON_NULL) BestEpoch best,
    EvaluationResult test,
    Platform platform,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Computed> computed,
    JsonNode recipe) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Where the driver ran. */
  record Platform(String java, String system, String architecture, int processors) {
    static Platform here() {
      return new Platform(
          System.getProperty("java.version"),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          System.getProperty("os.arch"),
          Runtime.getRuntime().availableProcessors());
    }
  }

  /** How many steps such a file tells of; -1 if it cannot be read. */
  static long steps(byte[] file) {
    try {
      JsonNode told = JSON.readTree(file);
      return told == null ? -1 : told.path("steps").asLong(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  static String of(Recipe recipe, DataFacts data, RunResult result, double seconds) {
    try {
      RunJson run =
          new RunJson(
              "cofire-run",
              1,
              recipe.name(),
              recipe.seed(),
              recipe.hash(),
              result.test().accuracy(),
              result.test().topFiveAccuracy(),
              result.test().loss(),
              result.steps(),
              result.ranks(),
              result.hosts(),
              result.restarts(),
              seconds,
              result.times(),
              result.rankTimes(),
              result.reads().equals(ReadFigures.NONE) ? null : result.reads(),
              data.warnings(),
              result.alarms(),
              result.checkpoint(),
              data,
              result.epochs(),
              result.best().orElse(null),
              result.test(),
              Platform.here(),
              result.computed(),
              new YAMLMapper().readTree(recipe.yaml()));
      return JSON.writeValueAsString(run) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a run as JSON", e);
    }
  }
}
