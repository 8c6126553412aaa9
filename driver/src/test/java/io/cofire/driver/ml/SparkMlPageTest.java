package io.cofire.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lines of docs/spark-ml.md, taken from the page and run. */
class SparkMlPageTest {

  private static final List<String> IMPORTS =
      List.of(
          "io.cofire.driver.ml.SpikingClassifier",
          "org.apache.spark.ml.Pipeline",
          "org.apache.spark.ml.PipelineModel",
          "org.apache.spark.ml.PipelineStage",
          "org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator",
          "org.apache.spark.ml.feature.StringIndexer",
          "org.apache.spark.ml.param.ParamMap",
          "org.apache.spark.ml.tuning.CrossValidator",
          "org.apache.spark.ml.tuning.CrossValidatorModel",
          "org.apache.spark.ml.tuning.ParamGridBuilder",
          "org.apache.spark.sql.Dataset",
          "org.apache.spark.sql.Row",
          "org.apache.spark.sql.SparkSession");

  @TempDir static Path folder;
  private static SparkSession session;

  @BeforeAll
  static void lay() throws IOException {
    session = SparkSession.builder().config(LocalSpark.conf("local[2]")).getOrCreate();
    CornerRecordings.write(folder.resolve("my-data"), 30);
    Files.writeString(
        folder.resolve("mine.yaml"),
        TinyRecipe.on("anywhere", "EverySteps: 3->EverySteps: 50", "rate: 0.1->rate: 0.2"));
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  /** The lines of a language, with the places that this test has laid out. */
  private static String lines(String language) throws IOException {
    String text = PageLines.of("spark-ml.md", language);
    for (String name : List.of("my-data", "mine.yaml", "models/mine")) {
      assertThat(text).contains('"' + name + '"');
      text = text.replace('"' + name + '"', '"' + folder.resolve(name).toString() + '"');
    }
    assertThat(text).contains("128x128");
    return text.replace("128x128", "12x12");
  }

  @Tag("nightly") // it trains five times
  @Test
  void theJavaLinesCompileAndRun() throws Exception {
    String lines = lines("java") + "return scored;\n";
    Object scored = PageLines.java(folder, IMPORTS, lines, session);
    assertThat(((Dataset<?>) scored).where("prediction = number").count()).isGreaterThan(15);
  }

  @Test
  @Timeout(300)
  void thePythonLinesRunThroughTheGateway() throws Exception {
    assumeThat(PageLines.PYTHON).as("no Python: the lines of PySpark are not run").exists();
    assertThat(PageLines.python(folder, lines("python"))).isEqualTo("30 recordings of 3 classes\n");
  }
}
