package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of one run on 1, 2 and 4 hosts, joined by the real exchange. */
class DistributedEvaluationTest {

  @TempDir static Path folder;
  private static SparkSession session;
  private static Recipe recipe;
  private static RunDirectory run;
  private static RunResult trained;

  @BeforeAll
  static void train() throws IOException {
    session = LocalSession.builder("local[4]").getOrCreate();
    TinyShards.writeClasses(folder.resolve("data"), 7, 28, 31);
    run = new RunDirectory(folder.resolve("run").toString());
    String[] changes = {"ranks: 2->ranks: 4", "batch: 6->batch: 14", "epochs: 5->epochs: 2"};
    recipe = Recipe.parse(TinyRecipe.on(folder.resolve("data"), changes), "seven");
    session.sparkContext().conf().set("spark.cofire.hosts", "1");
    trained = TrainingJob.run(session, recipe, run, TrainingListener.NONE);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @Test
  void theScoresAreTheSameToTheBitOnOneTwoAndFourHosts() {
    for (int hosts : new int[] {1, 2, 4}) {
      session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
      EvaluationResult scored = EvaluationJob.run(session, recipe, run, TrainingListener.NONE);
      assertThat(scored).as("%d hosts", hosts).usingRecursiveComparison().isEqualTo(trained.test());
    }
  }

  @Test
  void everySampleIsCountedOnceAndTheScoresFollowFromTheCounts() {
    EvaluationResult test = trained.test();
    long[][] confusion = test.confusion();
    long right = 0;
    for (int label = 0; label < 7; label++) {
      // Samples 28 to 58 have labels in turn, from 0.
      assertThat(Arrays.stream(confusion[label]).sum()).isEqualTo(label < 3 ? 5 : 4);
      right += confusion[label][label];
    }
    assertThat(test.samples()).isEqualTo(31);
    assertThat(test.accuracy()).isEqualTo(right / 31.0);
    assertThat(test.topFiveAccuracy()).isBetween(test.accuracy(), 1.0);
    assertThat(test.topFiveAccuracy() * 31)
        .isCloseTo(Math.rint(test.topFiveAccuracy() * 31), within());
    assertThat(new ObjectMapper().valueToTree(test).has("topFiveAccuracy")).isTrue();
    assertThat(new ObjectMapper().valueToTree(test).has("undefinedSamples")).isFalse();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-9);
  }
}
