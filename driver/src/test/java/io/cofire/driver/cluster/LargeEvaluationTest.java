package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.files.FileSystems;
import io.cofire.data.shards.ShardSet;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.assembly.ScoredData;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.checkpoint.RunPlace;
import io.cofire.driver.cluster.EvaluationJob.Form;
import io.cofire.driver.cluster.EvaluationJob.Request;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scoring as many samples as ImageNet's validation set has. */
@Tag("nightly")
class LargeEvaluationTest {

  private static final int FEW = 5_000;
  private static final int MANY = 50_000;

  @TempDir Path folder;

  @Test
  void fiftyThousandAreCountedExactlyInTheSameTimeASample() throws IOException {
    try (SparkSession session = LocalSession.builder("local[2]").getOrCreate()) {
      TinyShards.write(folder.resolve("few"), 24, FEW);
      TinyShards.write(folder.resolve("many"), 24, MANY);
      RunDirectory run = new RunDirectory(folder.resolve("run").toString());
      TrainingJob.run(session, recipe("few"), run, TrainingListener.NONE);
      double few = secondsASample(session, run, "few", FEW);
      double many = secondsASample(session, run, "many", MANY);
      System.out.printf("%.0f us a sample of %d, %.0f of %d%n", 1e6 * few, FEW, 1e6 * many, MANY);
      assertThat(many).isLessThan(1.5 * few);
    }
  }

  private double secondsASample(SparkSession session, RunDirectory run, String data, int samples) {
    long start = System.nanoTime();
    EvaluationResult one = scored(session, run, data);
    double seconds = (System.nanoTime() - start) / 1e9;
    session.sparkContext().conf().set("spark.cofire.hosts", "2");
    EvaluationResult two = scored(session, run, data);
    session.sparkContext().conf().remove("spark.cofire.hosts");
    assertThat(one.samples()).isEqualTo(samples);
    assertThat(Arrays.stream(one.confusion()).flatMapToLong(Arrays::stream).sum())
        .isEqualTo(samples);
    assertThat(two.confusion()).isDeepEqualTo(one.confusion());
    assertThat(two.loss()).isEqualTo(one.loss());
    return seconds / samples;
  }

  private EvaluationResult scored(SparkSession session, RunDirectory run, String data) {
    String shards = folder.resolve(data).toString();
    List<String> classes =
        ShardSet.open(session.sparkContext().hadoopConfiguration(), FileSystems.path(shards))
            .manifest()
            .classes();
    Recipe trained = recipe("few");
    Request request =
        new Request(
            trained,
            trained,
            new RunPlace(run, Optional.empty()),
            Form.TRAINED,
            Optional.of(new ScoredData(shards, "test", classes)));
    return EvaluationJob.run(session, request, TrainingListener.NONE).result();
  }

  private Recipe recipe(String data) {
    return Recipe.parse(TinyRecipe.on(folder.resolve(data)), "tiny");
  }
}
