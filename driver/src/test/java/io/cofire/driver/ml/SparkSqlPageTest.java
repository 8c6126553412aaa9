package io.cofire.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cofire.data.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lines of docs/spark-sql.md, taken from the page and run. */
class SparkSqlPageTest {

  private static final String PLACE = "path/to/nmnist/Train";
  private static final List<String> IMPORTS =
      List.of(
          "org.apache.spark.sql.Dataset",
          "org.apache.spark.sql.Row",
          "org.apache.spark.sql.SparkSession");

  @TempDir static Path folder;
  private static SparkSession session;

  @BeforeAll
  static void lay() throws IOException {
    session = SparkSession.builder().config(LocalSpark.conf("local[2]")).getOrCreate();
    Files.createDirectories(folder.resolve("path/to/nmnist"));
    CornerRecordings.write(folder.resolve(PLACE), 6);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static String lines(String language) throws IOException {
    String text = PageLines.of("spark-sql.md", language);
    assertThat(text).contains('"' + PLACE);
    return text.replace('"' + PLACE, '"' + folder.resolve(PLACE).toString());
  }

  @Test
  void theJavaLinesCompileAndRun() throws Exception {
    PageLines.java(folder, IMPORTS, lines("java") + "return null;\n", session);

    assertThat(session.table("recordings").count()).isEqualTo(6);
  }

  @Test
  @Timeout(300)
  void thePythonLinesRunThroughTheGateway() throws Exception {
    assumeThat(PageLines.PYTHON).as("no Python: the lines of PySpark are not run").exists();

    String shown = PageLines.python(folder, lines("python").replace("0000*.bin", "*.bin"));

    assertThat(shown).contains("path", "events").contains(folder.resolve(PLACE).toString());
  }
}
