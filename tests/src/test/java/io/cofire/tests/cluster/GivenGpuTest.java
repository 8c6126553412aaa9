package io.cofire.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Patience;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.assembly.TaskDevice;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * GPUs that workers claim to have: the one that Spark gives a task is the one that its engine
 * opens.
 */
class GivenGpuTest {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void everyTaskComputesOnTheGpuThatItWasGiven() throws Exception {
    TinyShards.write(folder.resolve("data"), 24, 9);
    String yaml =
        TinyRecipe.on(folder.resolve("data"), "run: {->run: {engine: libtorch, device: 'cuda:0', ");
    try (StandaloneCluster cluster =
            StandaloneCluster.start(folder.resolve("cluster"), 2, 1, gpus());
        SparkSession session = session(cluster)) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      awaitExecutors(spark);
      assertThat(
              spark
                  .parallelize(List.of(0, 1), 2)
                  .rdd()
                  .toJavaRDD()
                  .mapPartitions(
                      part -> {
                        TimeUnit.SECONDS.sleep(1); // so that the other task goes elsewhere
                        Recipe.Run run = Recipe.parse(yaml, "tiny").run();
                        return List.of(TaskDevice.of(run).toString()).iterator();
                      })
                  .collect())
          .containsExactlyInAnyOrder("cuda:5", "cuda:7");

      Recipe recipe = Recipe.parse(yaml, "tiny");
      RunDirectory run = new RunDirectory(folder.resolve("run").toString());
      assertThatThrownBy(() -> TrainingJob.run(session, recipe, run, TrainingListener.NONE))
          .hasMessageMatching(
              "(?s).*Cannot open engine libtorch on cuda:[57]: .*" + "without CUDA.*");
    }
  }

  /** What a worker finds out by a script: one says 5, the other 7. */
  private Map<String, String> gpus() throws IOException {
    Path first = folder.resolve("first");
    Path script =
        Files.writeString(
            folder.resolve("discovery.sh"),
            "#!/bin/sh\nmkdir %s 2>/dev/null && n=5 || n=7\necho '{\"name\": \"gpu\", \"addresses\": [\"'$n'\"]}'\n"
                .formatted(first));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return Map.of(
        "spark.worker.resource.gpu.amount",
        "1",
        "spark.worker.resource.gpu.discoveryScript",
        script.toString());
  }

  private static SparkSession session(StandaloneCluster cluster) {
    Map<String, String> settings = new TreeMap<>(cluster.settings());
    settings.put("spark.executor.resource.gpu.amount", "1");
    settings.put("spark.task.resource.gpu.amount", "1");
    SparkSession.Builder builder = SparkSession.builder().appName("given-gpu");
    settings.forEach(builder::config);
    return builder.getOrCreate();
  }

  private static void awaitExecutors(JavaSparkContext spark) throws InterruptedException {
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (spark.sc().statusTracker().getExecutorInfos().length < 3) { // and the driver
      assertThat(System.nanoTime()).as("no two executors").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
