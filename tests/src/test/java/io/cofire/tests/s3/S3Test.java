package io.cofire.tests.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Storage;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.ClusterSettings;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn -Ps3a} adds: whole files, listings, and a training whose run lies on S3. */
class S3Test {

  private static final String CLASS = "org.apache.hadoop.fs.s3a.S3AFileSystem";

  @BeforeAll
  static void onlyWithTheProfile() {
    boolean there = true;
    try {
      Class.forName(CLASS, false, S3Test.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      there = false;
    }
    assumeTrue(there, "built without -Ps3a");
  }

  private static Map<String, String> settings(SmallS3 server) {
    return Map.of(
        "fs.s3a.endpoint", server.endpoint(),
        "fs.s3a.path.style.access", "true",
        "fs.s3a.connection.ssl.enabled", "false",
        "fs.s3a.access.key", "key",
        "fs.s3a.secret.key", "secret",
        "fs.s3a.bucket.probe", "0");
  }

  @Test
  void filesAreWrittenWholeAndListed() throws IOException {
    try (SmallS3 server = new SmallS3()) {
      Configuration hadoop = new Configuration();
      settings(server).forEach(hadoop::set);
      hadoop.setBoolean("fs.s3a.impl.disable.cache", true);
      Path file = new Path("s3a://bucket/runs/x/recipe.yaml");
      byte[] text = {1, 2, 3};

      Storage storage = Storage.of(hadoop, file);
      storage.write(file, new Path("s3a://bucket/runs/x/_recipe.yaml"), text);

      assertThat(storage.read(file)).isEqualTo(text);
      assertThat(server.objects).containsKey("runs/x/recipe.yaml");
      assertThat(server.objects).doesNotContainKey("runs/x/_recipe.yaml");
      try (FileSystem files = FileSystems.of(hadoop, file)) {
        assertThat(files.listStatus(file.getParent())).hasSize(1);
        assertThat(files.delete(new Path("s3a://bucket/runs"), true)).isTrue();
      }
      assertThat(server.objects.keySet()).noneMatch(key -> key.endsWith("yaml"));
    }
  }

  @Test
  void dataAreReadFromThereAndCheckpointsWrittenThere(@TempDir java.nio.file.Path folder)
      throws Exception {
    TinyShards.write(folder, 12, 6);
    try (SmallS3 server = new SmallS3();
        SparkSession session = session(server)) {
      put(folder, server);
      Recipe recipe =
          Recipe.parse(TinyRecipe.on("s3a://bucket/data", "epochs: 5->epochs: 1"), "tiny");

      RunResult result =
          TrainingJob.run(session, recipe, new RunDirectory("s3a://bucket/run"), new Quiet());

      assertThat(result.steps()).isEqualTo(2);
      assertThat(server.objects).containsKey("run/checkpoints/step-0000002/COMMIT");
    }
  }

  /** Says nothing. */
  private static final class Quiet implements TrainingListener {}

  private static void put(java.nio.file.Path folder, SmallS3 server) throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(folder)) {
      for (java.nio.file.Path file : files.toList()) {
        server.objects.put("data/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
  }

  private static SparkSession session(SmallS3 server) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .appName("s3")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1");
    ClusterSettings.required().forEach(builder::config);
    settings(server).forEach((key, value) -> builder.config("spark.hadoop." + key, value));
    return builder.getOrCreate();
  }
}
