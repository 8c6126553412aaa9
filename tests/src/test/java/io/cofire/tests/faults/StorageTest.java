package io.cofire.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Patience;
import io.cofire.data.files.FileSystems;
import io.cofire.data.files.Hashes;
import io.cofire.data.lock.FolderBusyException;
import io.cofire.data.lock.FolderLock;
import io.cofire.data.lock.Owned;
import io.cofire.data.shards.TinyShards;
import io.cofire.data.spark.LocalSpark;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.cluster.ClusterSettings;
import io.cofire.driver.cluster.EvaluationJob;
import io.cofire.driver.cluster.TrainingJob;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import io.cofire.tests.cluster.RunFiles;
import io.cofire.tests.hdfs.MiniHdfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Runs on HDFS and on storage with the manners of S3, against the same on a local disk. */
class StorageTest {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static SparkSession session;
  private static MiniHdfs hdfs;
  private static RunFiles whole;
  private static RunResult result;

  @BeforeAll
  static void start() throws IOException {
    SparkSession.Builder builder =
        SparkSession.builder()
            .config(LocalSpark.conf("local[2]"))
            .config("spark.hadoop.fs.object.impl", ObjectStore.class.getName());
    ClusterSettings.required().forEach(builder::config);
    session = builder.config("spark.executor.heartbeatInterval", "1s").getOrCreate();
    deadline(Patience.SETTING);
    TinyShards.write(folder.resolve("data"), TinyRun.TRAIN_SAMPLES, TinyRun.TEST_SAMPLES);
    hdfs = MiniHdfs.start(folder.resolve("hdfs"));
    hdfs.copy(folder.resolve("data"), "/data");
    whole = new RunFiles(folder.resolve("whole"));
    result = train(recipe(), whole.run().toUri().toString(), TrainingListener.NONE);
  }

  @AfterAll
  static void stop() {
    try {
      if (session != null) {
        session.stop();
      }
    } finally {
      if (hdfs != null) {
        hdfs.close();
      }
    }
  }

  @Test
  void onHdfsARunStopsGoesOnAndIsEvaluatedToTheSameBits() throws IOException {
    Recipe stops = onHdfs("stopAfterSteps: 17");
    assertThat(train(stops, hdfs.uri("/stops"), TrainingListener.NONE).steps()).isEqualTo(17);
    RunResult rest = train(onHdfs(), hdfs.uri("/stops"), TrainingListener.NONE);
    assertThat(rest.epochs()).isEqualTo(result.epochs());
    assertSameOnHdfs("/stops");
    assertThat(
            EvaluationJob.run(
                    session, onHdfs(), new RunDirectory(hdfs.uri("/stops")), TrainingListener.NONE)
                .loss())
        .isEqualTo(result.test().loss());
  }

  @Test
  void onHdfsAFolderHasOneOwner() throws IOException {
    Configuration hadoop = new Configuration();
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(hdfs.uri("/owned"));
    try (Owned owned = FolderLock.take(hadoop, place, "train", "cofire train tiny", () -> {})) {
      assertThat(owned.before()).isEmpty();
      assertThatThrownBy(() -> FolderLock.take(hadoop, place, "train", "x", () -> {}))
          .isInstanceOf(FolderBusyException.class)
          .hasMessageContaining("another command is at work there: cofire train tiny, process ");
    }
    assertThat(FileSystems.of(hadoop, place).exists(place)).isFalse(); // made for nothing
  }

  @Test
  @Tag("nightly")
  void aQuotaThatIsReachedIsAFullDisk() throws Exception {
    List<String> warnings = new CopyOnWriteArrayList<>();
    hdfs.fill("/quota");
    deadline("4s");
    try {
      assertThatThrownBy(() -> train(onHdfs(), hdfs.uri("/quota/run"), hearing(warnings)))
          .isInstanceOf(TrainingException.class)
          .hasMessageMatching(
              "(?s)Cannot train tiny: Rank 0 on .* failed: .*Cannot write .*/quota/run/.*quota of /quota is exceeded.*")
          .hasMessageContaining("make room or mend the storage, then run the same command")
          .hasMessageContaining("(after 0 restarts)")
          .extracting(Throwable::getMessage)
          .asString()
          .hasLineCount(1);
    } finally {
      deadline(Patience.SETTING);
    }
    hdfs.free("/quota");
    train(onHdfs(), hdfs.uri("/quota/run"), TrainingListener.NONE);
    assertSameOnHdfs("/quota/run");
  }

  @Test
  void anObjectStoreNeedsNoRenameAndNoFlush() throws IOException {
    String run = ObjectStore.SCHEME + "://" + folder.resolve("objects");
    RunFiles files = new RunFiles(folder.resolve("objects"));
    int refused = ObjectStore.REFUSED.get();
    train(TinyRun.recipe(shards(), "stopAfterSteps: 30"), run, TrainingListener.NONE);
    Path newest = files.newest().orElseThrow();
    Files.delete(newest.resolve("COMMIT")); // as if it had died before that
    List<String> warnings = new CopyOnWriteArrayList<>();
    train(recipe(), run, hearing(warnings));
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("expected a commit marker, found none");
    assertThat(files.state()).isEqualTo(whole.state());
    assertThat(files.metrics()).isEqualTo(whole.metrics()).hasSize(TinyRun.STEPS);
    assertThat(ObjectStore.REFUSED).hasValue(refused);
  }

  @Test
  @Tag("nightly")
  void aDataNodeThatComesBackCostsNothing() throws Exception {
    List<String> warnings = new CopyOnWriteArrayList<>();
    String run = hdfs.uri("/restarted");
    CompletableFuture<RunResult> training =
        CompletableFuture.supplyAsync(() -> train(onHdfs(), run, hearing(warnings)));
    long end = System.nanoTime() + Patience.LIMIT.toNanos();
    while (!hdfs.files().exists(new org.apache.hadoop.fs.Path("/restarted/checkpoints"))) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(5);
    }
    hdfs.restartDataNode();
    assertThat(training.get(Patience.SECONDS, TimeUnit.SECONDS).restarts()).isZero();
    assertThat(warnings).allSatisfy(w -> assertThat(w).contains("the training goes on"));
    assertSameOnHdfs("/restarted");
  }

  private static TrainingListener hearing(List<String> warnings) {
    return new TrainingListener() {
      @Override
      public void onWarning(String message) {
        warnings.add(message);
      }
    };
  }

  private static RunResult train(Recipe recipe, String run, TrainingListener listener) {
    return TrainingJob.run(session, recipe, new RunDirectory(run), listener);
  }

  private static String shards() {
    return TinyRun.shards(folder.resolve("data"));
  }

  private static Recipe recipe() {
    return TinyRun.recipe(shards());
  }

  private static Recipe onHdfs(String... keysOfRun) {
    return TinyRun.recipe(hdfs.uri("/data"), keysOfRun);
  }

  private static void deadline(String deadline) {
    session.sparkContext().conf().set("spark.cofire.deadline", deadline);
  }

  private static void assertSameOnHdfs(String run) throws IOException {
    // Not the whole run: what a restarted data node lost of a checkpoint that failed stays
    // unreadable.
    Map<String, byte[]> last =
        hdfs.contents("%s/checkpoints/step-%07d".formatted(run, TinyRun.STEPS));
    whole
        .state()
        .forEach((name, hash) -> assertThat(Hashes.sha256(last.get(name))).isEqualTo(hash));
    Path copy = Files.createTempDirectory(folder, "metrics");
    Path metrics = Files.createDirectories(copy.resolve("metrics"));
    for (Map.Entry<String, byte[]> file : hdfs.contents(run + "/metrics").entrySet()) {
      Files.write(metrics.resolve(file.getKey()), file.getValue());
    }
    assertThat(new RunFiles(copy).metrics()).isEqualTo(whole.metrics());
  }
}
