package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.internal.config.ConfigEntry$;
import org.apache.spark.internal.config.package$;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cofire plan}, without Spark and without an engine. */
class PlanTest {

  @TempDir static Path folder;

  private static String recipe;

  @BeforeAll
  static void write() throws IOException {
    TinyShards.write(folder.resolve("data"), 24, 9);
    String yaml = TinyRecipe.on(folder.resolve("data"), "ranks: 2->ranks: 5");
    recipe = Files.writeString(folder.resolve("a recipe.yaml"), yaml).toString();
  }

  private static JsonNode json(String... more) throws IOException {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "plan";
    arguments[1] = recipe;
    arguments[2] = "--json";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new JsonMapper().readTree(CommandOutput.of(0, arguments));
  }

  private static Map<String, String> settings(JsonNode plan) {
    Map<String, String> settings = new TreeMap<>();
    plan.required("settings")
        .forEach(s -> settings.put(s.required("key").asText(), s.required("value").asText()));
    return settings;
  }

  @ParameterizedTest
  @CsvSource({"1,5", "2,3", "3,2", "4,2", "5,1"})
  void anExecutorHasACoreForEachRankOfTheFullest(int executors, String cores) throws IOException {
    assertThat(settings(json("--executors=" + executors, "--on=yarn")))
        .containsEntry("spark.executor.instances", String.valueOf(executors))
        .containsEntry("spark.cofire.hosts", String.valueOf(executors))
        .containsEntry("spark.executor.cores", cores)
        .containsEntry("spark.task.cpus", cores);
  }

  @Test
  void aStandaloneMasterIsToldCoresAndNoInstances() throws IOException {
    assertThat(settings(json("--executors=2", "--on=standalone")))
        .containsEntry("spark.cores.max", "6")
        .doesNotContainKey("spark.executor.instances");
  }

  @Test
  void averagingHasATaskForEachWorker() throws IOException {
    String[] averaging = {
      "--executors=2", "--set=training.sync=averaging", "--set=training.averaging={workers: 4}"
    };
    assertThat(settings(json(averaging)))
        .containsEntry("spark.executor.cores", "2")
        .doesNotContainKeys("spark.task.cpus", "spark.cofire.hosts");
  }

  @Test
  void moreTimestepsAndMoreRanksOfAnExecutorTakeMoreMemory() throws IOException {
    long plain = json("--executors=5").required("executorBytes").asLong();
    String longer = "--set=data.timesteps=4000";
    long fuller = json("--executors=5", longer).required("executorBytes").asLong();
    long fewer = json("--executors=1", longer).required("executorBytes").asLong();
    assertThat(fuller).isGreaterThan(plain);
    assertThat(fewer).isGreaterThan(fuller);
  }

  @Test
  void theSumIsThatOfTheSettings() throws IOException {
    JsonNode plan = json("--executors=2");
    Map<String, String> settings = settings(plan);
    assertThat(plan.required("executorBytes").asLong())
        .isEqualTo(
            megabytes(settings.get("spark.executor.memory"))
                + megabytes(settings.get("spark.executor.memoryOverhead")));
    assertThat(settings.get("spark.executor.extraJavaOptions"))
        .isEqualTo("-XX:MaxDirectMemorySize=224m"); // Spark's executors refuse less
  }

  private static long megabytes(String size) {
    assertThat(size).matches("\\d+m");
    return Long.parseLong(size.replace("m", "")) << 20;
  }

  @ParameterizedTest
  @ValueSource(strings = {"standalone", "yarn", "k8s"})
  void everySettingIsKnownToSparkAndHasItsReason(String on) throws IOException {
    assertThat(package$.MODULE$).isNotNull(); // declares them
    String[] gpu = {"--set=run.engine=libtorch", "--set=run.device=cuda:0"};
    JsonNode plan = json("--executors=2", "--on=" + on, gpu[0], gpu[1]);
    for (JsonNode setting : plan.required("settings")) {
      String key = setting.required("key").asText();
      boolean others =
          key.matches("spark[.](cofire|kubernetes|yarn|(executor|task)[.]resource)[.].*");
      assertThat(others || ConfigEntry$.MODULE$.findEntry(key) != null).as(key).isTrue();
      assertThat(setting.required("why").asText()).isNotBlank();
    }
    assertThat(settings(plan)).containsEntry("spark.task.resource.gpu.amount", "1");
    assertThat(plan.required("memory").required("gpu")).isNotEmpty();
  }

  @Test
  void theLinesAreWholeAndQuoted() {
    String text = CommandOutput.of(0, "plan", recipe, "--executors=2", "--set=name=tiny");
    assertThat(text)
        .contains("tiny on standalone: 2 executors for 5 ranks, at most 3 in each")
        .contains("spark-submit --master spark://HOST:7077 \\\n")
        .contains("  driver/target/cofire-driver-*.jar train '" + recipe + "'")
        .contains("\ndeploy/cofire --master spark://HOST:7077 --conf spark.cores.max=6 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "6"})
  void executorsThatHaveNothingToDoAreRefused(String executors) {
    assertThat(CommandOutput.of(2, "plan", recipe, "--executors=" + executors))
        .contains(
            "Invalid --executors: "
                + executors
                + " (must be in 1..5: the recipe has training.ranks 5, and an executor without one has nothing to do)");
  }

  @Test
  void dataThatIsNotPreparedIsNamed() {
    String nowhere = "--set=data.shards=" + folder.resolve("nowhere");
    assertThat(CommandOutput.of(3, "plan", recipe, "--executors=2", nowhere)).contains("nowhere");
  }

  @Test
  void anotherClusterThanTheThreeIsRefusedWithTheirNames() {
    List<String> names = List.of("standalone", "yarn", "k8s");
    assertThat(
            CommandOutput.of(2, "plan", recipe, "--executors=2", "--on=mesos")
                .toLowerCase(Locale.ROOT))
        .contains(names);
  }
}
