package io.cofire.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.Patience;
import io.cofire.data.readahead.ReadFigures;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.exchange.Placement;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.Meters;
import io.cofire.driver.run.MetricsFile;
import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.StepSplit;
import io.cofire.driver.run.TrainingException;
import io.cofire.driver.run.TrainingListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training tells while it runs: lines, Spark metrics, alarms. */
class ObservedTrainingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PHASES =
      List.of(
          "dataSeconds",
          "forwardSeconds",
          "backwardSeconds",
          "statisticsSeconds",
          "gradientsSeconds",
          "updateSeconds");

  @TempDir static Path shared;
  @TempDir Path folder;
  private static SparkSession session;

  @BeforeAll
  static void start() throws IOException {
    session =
        LocalSession.builder("local[4]")
            .config("spark.ui.enabled", "true")
            .config("spark.ui.port", "0")
            .getOrCreate();
    TinyShards.write(shared.resolve("data"), 24, 9);
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @Test
  void everyStepTellsWhereItsTimeWentAndWatchedOnesTheirFiringRates() throws IOException {
    RunResult result = train(recipe(), 2, TrainingListener.NONE);
    List<JsonNode> lines = lines();

    assertThat(lines).hasSize(12);
    for (JsonNode line : lines) {
      JsonNode split = line.get("split");
      assertThat(PHASES).allSatisfy(phase -> assertThat(split.get(phase).asDouble()).isPositive());
      assertThat(split.get("bytesSent").asLong()).isPositive();
      assertThat(split.get("slowest").get("rank").asInt()).isBetween(0, 1);
      assertThat(split.get("slowest").get("host").asText()).contains("(executor driver)");
      assertThat(split.get("slowest").get("behindSeconds").asDouble()).isNotNegative();
      assertThat(line.get("firingRates").size()).as("step %s", line).isPositive();
      assertThat(line.has("alarms")).isFalse();
    }
    assertRatesChangeWhereTheyWereCounted(lines);
    assertEveryLineHasRateAndTest(lines, result);
    assertThat(lines.get(2).get("firingRates").get("stem.neuron").asDouble()).isBetween(0.01, 0.9);
    assertThat(result.rankTimes()).extracting(RankTimes::rank).containsExactly(0, 1);
    double forward =
        lines.stream().mapToDouble(line -> line.at("/split/forwardSeconds").asDouble()).sum();
    assertThat(StepSplit.of(result.rankTimes()).forwardSeconds())
        .isBetween(0.999 * forward, 1.001 * forward);
    double parts =
        result.rankTimes().get(0).busySeconds() + result.rankTimes().get(0).exchangeSeconds();
    assertThat(parts)
        .isBetween(0.5 * stepsSeconds(result), stepsSeconds(result)); // the rest: telling
  }

  /** Counted are the first step, every third, and the last of each epoch of four. */
  private static void assertRatesChangeWhereTheyWereCounted(List<JsonNode> lines) {
    for (int i = 1; i < lines.size(); i++) {
      int step = lines.get(i).get("step").asInt();
      boolean same = lines.get(i).get("firingRates").equals(lines.get(i - 1).get("firingRates"));
      assertThat(same).as("step %d", step).isEqualTo(step % 3 != 0 && step % 4 != 0);
    }
  }

  private static void assertEveryLineHasRateAndTest(List<JsonNode> lines, RunResult result) {
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = lines.get(i);
      double factor = (1 + Math.cos(Math.PI * Math.floorDiv(i, 4) / 3)) / 2;
      assertThat(line.get("learningRate").asDouble()).isCloseTo(0.1 * factor, within(1e-12));
      int tested = (i + 1) / 4; // epochs evaluated when the line was finished
      if (tested == 0) {
        assertThat(line.get("testLoss").isNull()).isTrue();
        assertThat(line.get("testAccuracy").isNull()).isTrue();
      } else {
        EpochMetrics epoch = result.epochs().get(tested - 1);
        assertThat(line.get("testLoss").asDouble()).isEqualTo(epoch.testLoss());
        assertThat(line.get("testAccuracy").asDouble()).isEqualTo(epoch.testAccuracy());
      }
    }
  }

  private static double stepsSeconds(RunResult result) {
    return result.times().dataSeconds() + result.times().stepSeconds();
  }

  @Test
  void bytesAreCountedWhereHostsExchangeAndNowhereElse() throws IOException {
    RunResult one = train(recipe(), 1, TrainingListener.NONE);
    assertThat(one.rankTimes()).allSatisfy(rank -> assertThat(rank.bytesSent()).isZero());
    MetricsFile.join(new Configuration(), new RunDirectory(folder.toString()), told -> {});
    assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(12);
  }

  @Test
  void sparkServesTheFiguresOfRunAndRanks() throws Exception {
    Map<String, Double> seen = new ConcurrentSkipListMap<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onFiringRates(Map<String, Double> rates) { // the last that is told of a step
            seen.putAll(gauges());
          }
        };
    train(recipe(), 2, listener);

    assertThat(seen).containsEntry("cofire.step", 12.0).containsEntry("cofire.hosts", 2.0);
    assertThat(seen)
        .containsKeys(
            "cofire.loss",
            "cofire.samplesPerSecond",
            "cofire.stepForwardSeconds",
            "cofire.stepGradientsSeconds",
            "cofire.stepBytesSent",
            "cofire.slowestRank",
            "cofire.firingRate.stem.neuron",
            "cofire.testAccuracy");
    assertThat(gauges().keySet()).noneMatch(name -> name.contains("cofire."));
  }

  @Test
  void theGaugesOfARankAreThoseOfItsProcess() {
    RankHosts crew = new RankHosts(new Placement(2, 1), List.of("here"), () -> 0);
    ReadFigures reads = new ReadFigures(3, 4_000, 5_000, 6_000, 7);
    try (RankMeters meters = new RankMeters(1, crew, () -> reads);
        RankMeters first = new RankMeters(0, crew, () -> reads)) {
      first.step(1, new RankTimes(0, "here", 1, 2, 3, 4, 5, 6, 7));
      meters.step(1, new RankTimes(1, "here", 1, 2, 3, 4, 5, 6, 7));
      meters.step(2, new RankTimes(1, "here", 1, 2, 3, 4, 5, 6, 7));
      assertThat(gauges())
          .containsEntry("cofire.rank1.step", 2.0)
          .containsEntry("cofire.rank1.forwardSeconds", 4.0)
          .containsEntry("cofire.rank1.gradientsSeconds", 10.0)
          .containsEntry("cofire.rank1.bytesSent", 14.0)
          .containsEntry("cofire.rank0.readOpens", 3.0)
          .containsEntry("cofire.rank0.readStoreBytes", 4_000.0)
          .containsEntry("cofire.rank0.readDiskBytes", 5_000.0)
          .containsEntry("cofire.rank0.readMemoryBytes", 6_000.0)
          .containsEntry("cofire.rank0.readWaitSeconds", 7.0)
          .doesNotContainKey("cofire.rank1.readOpens"); // one rank tells for its host
    }
    assertThat(gauges().keySet()).noneMatch(name -> name.contains("cofire."));
  }

  @Test
  void twoTrainingsAtOnceHaveGaugesOfTheirOwn() {
    try (Meters first = new Meters("cofire")) {
      first.set("step", 1);
      try (Meters second = new Meters("cofire")) {
        second.set("step", 2);
        assertThat(gauges()).containsEntry("cofire.step", 1.0).containsEntry("2.cofire.step", 2.0);
      }
      assertThat(gauges()).containsOnlyKeys("cofire.step");
    }
    assertThat(gauges()).isEmpty();
  }

  @Test
  void gaugesGoAwayOneSourceAtATimeWhateverTheirNamesBeginWith() {
    try (Meters tenth = new Meters("cofire.rank10")) {
      tenth.set("step", 10);
      try (Meters first = new Meters("cofire.rank1")) {
        first.set("step", 1);
        Meters closed;
        try (Meters run = new Meters("cofire")) {
          run.set("step", 11);
          closed = run;
        }
        closed.set("tooLate", 1);
        assertThat(gauges()).containsOnlyKeys("cofire.rank1.step", "cofire.rank10.step");
      }
      assertThat(gauges()).containsExactly(Map.entry("cofire.rank10.step", 10.0));
      assertThat(SparkEnv.get().metricsSystem().getSourcesByName("cofire").isEmpty()).isTrue();
      try (Meters next = new Meters("cofire")) {
        next.set("step", 12);
        assertThat(gauges()).containsEntry("cofire.step", 12.0);
      }
    }
    assertThat(gauges()).isEmpty();
  }

  @Test
  void aDivergingTrainingEndsAtOnceAndNamesStepLayerAndRemedy() {
    List<String> warnings = new ArrayList<>();
    assertThatThrownBy(() -> train(recipe("rate: 0.1->rate: 3.0e38"), 1, warnings(warnings)))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "(?s)Cannot train tiny: .* failed: Cannot train step \\d+.*"
                + "the first output that is not finite is that of [a-z0-9.]+.*")
        .hasMessageContaining("; try a smaller optimizer.rate, or schedule: {kind: warm-up}")
        .hasMessageContaining("(after 0 restarts)");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aLayerThatCannotFireIsNamedWithItsStepAndTheTrainingGoesOn() throws IOException {
    List<String> warnings = new ArrayList<>();
    Recipe recipe =
        recipe(
            "block: tdbn->block: sew",
            "{kind: iterative-lif}->{kind: integrate-and-fire, threshold: 1.0e9}");

    RunResult result = train(recipe, 1, warnings(warnings));

    assertThat(result.steps()).isEqualTo(12);
    assertThat(warnings).isEqualTo(result.alarms()).isNotEmpty();
    assertThat(warnings.get(0))
        .startsWith("Layer stem.neuron is silent at step 3: none of its ")
        .endsWith(
            "fired; lower network.neuron.threshold or optimizer.rate, or look at the layers before"
                + " it");
    JsonNode third = lines().get(2);
    assertThat(third.get("alarms").get(0).asText()).isEqualTo(warnings.get(0));
    assertThat(third.get("firingRates").get("stem.neuron").asDouble()).isZero();
  }

  private static TrainingListener warnings(List<String> warnings) {
    return new TrainingListener() {
      @Override
      public void onWarning(String message) {
        warnings.add(message);
      }
    };
  }

  private RunResult train(Recipe recipe, int hosts, TrainingListener listener) {
    session.sparkContext().conf().set("spark.cofire.hosts", String.valueOf(hosts));
    return TrainingJob.run(session, recipe, new RunDirectory(folder.toString()), listener);
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (int epoch = 1; epoch <= 3; epoch++) {
      String file = "metrics/epoch-%04d.jsonl".formatted(epoch);
      for (String line : Files.readAllLines(folder.resolve(file))) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  /**
   * Cofire's gauges as the servlet of Spark's page serves them, without application and process.
   */
  private static Map<String, Double> gauges() {
    URI page = URI.create(session.sparkContext().uiWebUrl().get() + "/metrics/json/");
    try {
      HttpRequest request = HttpRequest.newBuilder(page).timeout(Patience.LIMIT).GET().build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      Map<String, Double> gauges = new TreeMap<>();
      for (Map.Entry<String, JsonNode> gauge :
          JSON.readTree(answer.body()).get("gauges").properties()) {
        String name = gauge.getKey().replaceFirst("^[^.]+[.]driver[.]", "");
        if (name.contains("cofire.")) {
          gauges.put(name, gauge.getValue().get("value").asDouble());
        }
      }
      return gauges;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("Cannot read " + page, e);
    }
  }

  private static Recipe recipe(String... changes) {
    return Recipe.parse(
        TinyRecipe.on(shared.resolve("data"), changes)
            .replace("epochs: 5", "epochs: 3")
            .replace("run: {", "run: {watchEverySteps: 3, "),
        "tiny");
  }
}
