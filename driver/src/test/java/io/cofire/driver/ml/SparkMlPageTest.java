package io.cofire.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.spark.LocalSpark;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import py4j.GatewayServer;

/** The lines of docs/spark-ml.md, taken from the page and run. */
class SparkMlPageTest {

  private static final Path PAGE = Path.of("../docs/spark-ml.md");
  private static final Path PYTHON = Path.of("/usr/bin/python3");
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
    Matcher block =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    String text = block.group(1);
    for (String name : List.of("my-data", "mine.yaml", "models/mine")) {
      assertThat(text).contains('"' + name + '"');
      text = text.replace('"' + name + '"', '"' + folder.resolve(name).toString() + '"');
    }
    assertThat(text).contains("128x128");
    return text.replace("128x128", "12x12");
  }

  @Test
  void theJavaLinesCompileAndRun() throws Exception {
    StringBuilder source = new StringBuilder();
    IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
    source
        .append("public class PageLines {\n")
        .append("public static Dataset<Row> scored(SparkSession spark) throws Exception {\n")
        .append(lines("java"))
        .append("return scored;\n}\n}\n");
    Path made = Files.createDirectories(folder.resolve("made"));
    Path file = Files.writeString(made.resolve("PageLines.java"), source);
    int refused =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                made.toString(),
                file.toString());
    assertThat(refused).isZero();
    URL[] places = {made.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, getClass().getClassLoader())) {
      Object scored =
          loader
              .loadClass("PageLines")
              .getMethod("scored", SparkSession.class)
              .invoke(null, session);
      assertThat(((Dataset<?>) scored).where("prediction = number").count()).isGreaterThan(15);
    }
  }

  @Test
  @Timeout(300)
  void thePythonLinesRunThroughTheGateway() throws Exception {
    assumeThat(PYTHON).as("no Python at %s: the lines of PySpark are not run", PYTHON).exists();
    Path lines = Files.writeString(folder.resolve("lines.py"), lines("python"));
    Path client = Path.of("src/test/resources/ml/gateway.py");
    GatewayServer gateway = new GatewayServer(null, 0);
    gateway.start();
    File out = folder.resolve("python.txt").toFile();
    Process python =
        new ProcessBuilder(
                PYTHON.toString(),
                client.toString(),
                String.valueOf(gateway.getListeningPort()),
                lines.toString())
            .redirectErrorStream(true)
            .redirectOutput(out)
            .start();
    try {
      assertThat(python.waitFor(240, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(out.toPath(), StandardCharsets.UTF_8))
          .isEqualTo("30 recordings of 3 classes\n");
    } finally {
      python.destroyForcibly();
      gateway.shutdown();
    }
  }
}
