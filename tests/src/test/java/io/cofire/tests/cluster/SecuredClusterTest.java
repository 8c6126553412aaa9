package io.cofire.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose every connection is authenticated and encrypted, ours by the same settings. */
@Tag("nightly")
class SecuredClusterTest {

  private static final Map<String, String> SECURITY =
      Map.of(
          "spark.authenticate", "true",
          "spark.authenticate.secret", "not for everyone",
          "spark.network.crypto.enabled", "true");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void ranksOnASecuredClusterExchangeAndEndWithTheBitsOfOneProcess() throws Exception {
    TinyShards.write(folder.resolve("data"), 12, 3);
    try (StandaloneCluster cluster =
        StandaloneCluster.start(folder.resolve("cluster"), 2, 1, SECURITY)) {
      SparkSession.Builder builder =
          SparkSession.builder()
              .appName("secured")
              .config("spark.cofire.bindAddress", "127.0.0.1")
              .config("spark.cofire.bucket", "100");
      cluster.settings().forEach(builder::config);
      try (SparkSession session = builder.getOrCreate()) {
        RunResult two = train(session, "two", 2);
        RunResult one = train(session, "one", 1);
        assertThat(two.hosts()).isEqualTo(2);
        assertThat(two.restarts()).isZero();
        assertThat(weights(two)).isEqualTo(weights(one));
      }
    }
  }

  private RunResult train(SparkSession session, String name, int hosts) {
    session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
    RunDirectory directory = new RunDirectory(folder.resolve(name).toString());
    return TrainingJob.run(session, recipe(), directory, TrainingListener.NONE);
  }

  private static byte[] weights(RunResult result) throws IOException {
    return Files.readAllBytes(
        Path.of(new org.apache.hadoop.fs.Path(result.checkpoint()).toUri())
            .resolve("state.safetensors"));
  }

  private Recipe recipe() {
    String[] changes = {
      "epochs: 5->epochs: 2", "checkpointEverySteps: 3->checkpointEverySteps: 10"
    };
    return Recipe.parse(TinyRecipe.on(folder.resolve("data"), changes), "tiny");
  }
}
