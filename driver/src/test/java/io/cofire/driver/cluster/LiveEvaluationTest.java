package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.CheckpointStore;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is scored while it trains, and deletes its older checkpoints. */
class LiveEvaluationTest {

  private static final int SAMPLES = 9;

  @TempDir Path folder;

  @Test
  void aRunThatTrainsIsScoredByWhatIsNewest() throws IOException, InterruptedException {
    TinyShards.write(folder.resolve("data"), 600, SAMPLES); // 100 steps an epoch
    Recipe recipe =
        Recipe.parse(
            TinyRecipe.on(
                folder.resolve("data"),
                "epochs: 5->epochs: 8",
                "EverySteps: 3->EverySteps: 100, keepCheckpoints: 2"),
            "tiny");
    RunDirectory run = new RunDirectory(folder.resolve("run").toString());
    try (SparkSession session = LocalSession.builder("local[4]").getOrCreate()) {
      CompletableFuture<RunResult> training =
          CompletableFuture.supplyAsync(
              () -> TrainingJob.run(session, recipe, run, TrainingListener.NONE));
      CheckpointStore store = new CheckpointStore(new Configuration(), run);
      while (store.newest(warning -> {}).isEmpty() && !training.isDone()) {
        Thread.sleep(2);
      }
      int scored = 0;
      while (!training.isDone() && scored < 20) {
        assertThat(EvaluationJob.run(session, recipe, run, TrainingListener.NONE).samples())
            .isEqualTo(SAMPLES);
        scored++;
      }
      assertThat(scored).isPositive();
      training.join();
    }
  }
}
