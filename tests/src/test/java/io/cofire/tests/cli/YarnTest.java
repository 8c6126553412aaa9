package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.data.files.Hashes;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.tests.cli.CofireCommand.Outcome;
import io.cofire.tests.cli.CofireCommand.Running;
import io.cofire.tests.cluster.ShortLived;
import io.cofire.tests.cluster.StandaloneCluster;
import io.cofire.tests.hdfs.MiniHdfs;
import io.cofire.tests.yarn.MiniYarn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * One training on local, standalone and YARN masters: the same command but for the launcher's own
 * options, its data and its run on HDFS.
 */
@Tag("nightly") // each command ships all jars to the executors
final class YarnTest {

  private static final Path DIST = CofireCommand.PROJECT.resolve("driver/target/dist");
  private static final List<String> YARN = onYarn();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static MiniHdfs hdfs;
  private static MiniYarn yarn;

  @BeforeAll
  static void start() throws IOException {
    TinyShards.write(folder.resolve("shards"), 24, 9);
    Files.writeString(folder.resolve("tiny.yaml"), TinyRecipe.on("shards"));
    hdfs = MiniHdfs.start(folder.resolve("hdfs"));
    yarn = MiniYarn.start(folder.resolve("yarn"), 2, hdfs.uri("/"));
    hdfs.copy(folder.resolve("shards"), "/shards");
    succeed("local:" + DIST, List.of("--master=local[2]"), train("/local", 3));
  }

  @AfterAll
  static void stop() {
    if (yarn != null) {
      yarn.close();
    }
    if (hdfs != null) {
      hdfs.close();
    }
  }

  @Test
  void aTrainingOnYarnEndsWithTheWeightsOfTheSameCommandHere() throws Exception {
    String output = succeed("local:" + DIST, YARN, train("/client", 3));
    assertThat(output).contains("2 ranks in 2 processes");
    assertThat(weights("/client")).isEqualTo(weights("/local"));
  }

  @Test
  void soItDoesWhereTheCommandItselfRunsInAContainerFromAnArchive() throws Exception {
    String archive = hdfs.uri("/apps/cofire.zip");
    hdfs.files().mkdirs(new org.apache.hadoop.fs.Path("/apps"));
    Outcome made =
        new CofireCommand(folder)
            .startCommand(
                "env",
                "HADOOP_CONF_DIR=" + yarn.settings(),
                CofireCommand.PROJECT.resolve("deploy/yarn-archive.sh").toString(),
                archive)
            .await(Patience.LIMIT);
    assertThat(made.output()).contains("COFIRE_ARCHIVE=" + archive);
    List<String> cluster = new ArrayList<>(YARN);
    cluster.add("--deploy-mode=cluster");
    succeed(archive, cluster, train("/cluster", 3));
    assertThat(weights("/cluster")).isEqualTo(weights("/local"));
  }

  @Test
  void itsFailureInAContainerIsToldWithItsExitCode() {
    List<String> cluster = new ArrayList<>(YARN);
    cluster.add("--deploy-mode=cluster");
    List<String> train = new ArrayList<>(train("/none", 3));
    train.addAll(List.of("--set", "data.shards=/nowhere"));
    Outcome outcome = start("local:" + DIST, cluster, train).await(Patience.LIMIT);
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(3);
    assertThat(outcome.output())
        .containsPattern(
            "cofire: application_\\d+_\\d+ failed; what it said: yarn logs -applicationId ")
        .doesNotContain("\tat ");
  }

  @Test
  void aKilledContainerCostsTimeAndNothingElse() throws Exception {
    succeed("local:" + DIST, List.of("--master=local[2]"), train("/whole", 80));
    Running running = start("local:" + DIST, YARN, train("/killed", 80));
    running.awaitOutput("epoch 2/80", Patience.LIMIT);
    List<ProcessHandle> executors = yarn.executors();
    assertThat(executors).hasSize(2);
    StandaloneCluster.kill(executors.get(0));
    Outcome outcome = running.await(Patience.LIMIT);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("restarting from the newest checkpoint");
    assertThat(weights("/killed")).isEqualTo(weights("/whole"));
  }

  @Test
  void aStandaloneMasterIsNoOtherCommandEither() throws Exception {
    try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 2, 1)) {
      List<String> launcher = new ArrayList<>(List.of("--master=" + cluster.masterUrl()));
      cluster.settings().forEach((key, value) -> launcher.add("--conf=" + key + "=" + value));
      assertThat(succeed("", launcher, train("/standalone", 3))).contains("2 ranks in 2 processes");
    }
    assertThat(weights("/standalone")).isEqualTo(weights("/local"));
  }

  private static List<String> onYarn() {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--master=yarn",
                "--conf=spark.executor.instances=2",
                "--conf=spark.executor.memory=512m",
                "--conf=spark.executor.memoryOverhead=800m",
                "--conf=spark.ui.enabled=false",
                "--conf=spark.cofire.slotsWait=" + Patience.SETTING,
                "--conf=spark.cofire.hosts=2",
                "--conf=spark.executor.extraJavaOptions=" + ShortLived.OPTIONS,
                "--conf=spark.yarn.am.extraJavaOptions=" + ShortLived.OPTIONS,
                "--conf=spark.executorEnv.JAVA_HOME=" + System.getProperty("java.home"),
                "--conf=spark.yarn.appMasterEnv.JAVA_HOME=" + System.getProperty("java.home")));
    // Part of what computes the bits; a container does not have this shell's environment, and an
    // empty value is another one than none.
    Optional.ofNullable(System.getenv("OPENBLAS_CORETYPE"))
        .ifPresent(type -> options.add("--conf=spark.executorEnv.OPENBLAS_CORETYPE=" + type));
    return List.copyOf(options);
  }

  private static List<String> train(String run, int epochs) {
    return List.of(
        "train",
        "tiny.yaml",
        "--set",
        "data.shards=" + hdfs.uri("/shards"),
        "--set",
        "run.directory=" + hdfs.uri(run),
        "--set",
        "training.epochs=" + epochs);
  }

  private static String succeed(String archive, List<String> launcher, List<String> command) {
    Outcome outcome = start(archive, launcher, command).await(Patience.LIMIT);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private static Running start(String archive, List<String> launcher, List<String> command) {
    List<String> all = new ArrayList<>(List.of("env", "COFIRE_ARCHIVE=" + archive));
    all.addAll(List.of("HADOOP_CONF_DIR=" + yarn.settings(), "SPARK_LOCAL_IP=127.0.0.1"));
    all.add("JDK_JAVA_OPTIONS=" + ShortLived.OPTIONS);
    all.add(CofireCommand.PROJECT.resolve("deploy/cofire").toString());
    all.addAll(launcher);
    all.addAll(command);
    return new CofireCommand(folder).startCommand(all.toArray(String[]::new));
  }

  /** Parts of the newest checkpoint, which names its step: text as it is, weights by their hash. */
  private static Map<String, String> weights(String run) throws IOException {
    TreeMap<String, byte[]> all = new TreeMap<>(hdfs.contents(run + "/tiny/seed-3/checkpoints"));
    String newest = all.lastKey().replaceFirst("/.*", "/");
    Map<String, String> parts = new TreeMap<>();
    all.tailMap(newest)
        .forEach(
            (name, bytes) ->
                parts.put(
                    name,
                    name.endsWith(".json")
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : Hashes.sha256(bytes)));
    return parts;
  }
}
