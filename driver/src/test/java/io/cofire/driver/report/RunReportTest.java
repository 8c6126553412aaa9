package io.cofire.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.driver.checkpoint.EpochMetrics;
import io.cofire.driver.checkpoint.RunDirectory;
import io.cofire.driver.recipe.Recipe;
import io.cofire.driver.run.EvaluationResult;
import io.cofire.driver.run.Operations;
import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.RunResult;
import io.cofire.driver.run.TimeSplit;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

  private static final List<String> CLASSES =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  @TempDir Path folder;

  @Test
  void thePageHasEverySectionAndLoadsNothing() {
    String page = report().html();

    assertThat(sections(page))
        .containsExactly(
            "alarms",
            "curves",
            "confusion",
            "firing-rates",
            "costs",
            "time",
            "samples",
            "figures",
            "recipe");
    assertThat(page)
        .contains("<h1>nmnist-small-tdbn</h1>", "seed 1", "94.1 %", "160 of 170 recordings")
        .contains("stage1.block1.neuron1", "0.1872", "data:image/png;base64,")
        .contains("runs/a/checkpoints/step-0000400", "; top-5 99.4 %")
        .contains("Layer stage2.block1.neuron1 is silent at step 50")
        .contains(
            "The slowest rank was 1 on node-2 (executor 1): busy for 7.00 s, 1.4 %, longer than"
                + " the mean rank. The hosts sent 3.5 MB to each other.")
        .contains("statistics exchange 17.00 s, 2.9 %", "gradient exchange 46.00 s, 7.9 %")
        .contains("kind: iterative-lif", "12 min 03 s", "runs/a/checkpoints/step-0000400");
    assertThat(page).doesNotContain("http:", "https:", "<script", "@import", "url(");
    assertThat(page.replaceAll("base64,[^\"]*", "")).doesNotContain("{{", "NaN", "null");
    assertThat(count(page, "<path class=\"series")).isEqualTo(4);
    assertThat(count(page, "<img ")).isEqualTo(10);
    assertThat(count(page, "class=\"hit")).isEqualTo(10);
  }

  @Test
  void theJsonHoldsEveryFigure() throws IOException {
    JsonNode run = new ObjectMapper().readTree(report().json());

    assertThat(run.get("format").asText()).isEqualTo("cofire-run");
    assertThat(run.get("testAccuracy").asDouble()).isEqualTo(160.0 / 170);
    assertThat(run.get("epochs")).hasSize(20);
    assertThat(run.get("epochs").get(19).get("epoch").asInt()).isEqualTo(20);
    assertThat(run.get("test").get("confusion").get(3).get(3).asLong()).isEqualTo(16);
    assertThat(run.get("test").get("firingRates").get("stem.neuron").asDouble()).isEqualTo(0.1872);
    assertThat(run.get("times").get("exchangeSeconds").asDouble()).isEqualTo(31.5);
    assertThat(run.get("testTopFiveAccuracy").asDouble()).isEqualTo(169.0 / 170);
    assertThat(run.get("rankTimes").get(1).get("host").asText()).isEqualTo("node-2 (executor 1)");
    assertThat(run.get("rankTimes").get(1).get("gradientsSeconds").asDouble()).isEqualTo(42);
    assertThat(run.get("alarms")).hasSize(1);
    assertThat(run.get("recipe").get("training").get("ranks").asInt()).isEqualTo(2);
    assertThat(run.get("recipeHash").asText()).hasSize(64);
    assertThat(run.get("data").get("classes")).hasSize(10);
  }

  @Test
  void operationsAndEnergyAreShownWhereTheyWereCounted() throws IOException {
    assertThat(report().html().replaceAll("</?t[dr][^>]*>", " ").replaceAll(" +", " "))
        .contains(
            " stem.conv 2.000 2.000 9.20 ",
            " stage1.block1.conv1 1.235 1.11 ",
            " total 3.235 2.000 10.31 ");
    JsonNode run = new ObjectMapper().readTree(report().json());
    JsonNode operations = run.get("test").get("operations");
    assertThat(operations.get("layers").get(1).get("additions").asDouble()).isEqualTo(1_234_500);
    assertThat(operations.has("folded")).isFalse();
    EvaluationResult test = result().test();
    EvaluationResult uncounted =
        new EvaluationResult(
            test.loss(), test.accuracy(), test.samples(), test.confusion(), test.firingRates());
    RunResult averaged =
        new RunResult(
            result().epochs(), uncounted, result().times(), 400, 2, 1, 0, "runs/a/checkpoints/x");
    RunReport report = new RunReport(recipe(), data(), averaged, List.of(), 1);
    assertThat(sections(report.html())).doesNotContain("costs", "time", "alarms");
    assertThat(report.json()).doesNotContain("operations");
  }

  @Test
  void bothAreWrittenIntoTheRunsDirectoryAndNothingElse() throws IOException {
    org.apache.hadoop.fs.Path page =
        report().write(new Configuration(), new RunDirectory(folder + "/a b/seed-1"));

    assertThat(page).hasToString("file:" + folder + "/a b/seed-1/report.html");
    try (var files = Files.list(folder.resolve("a b/seed-1"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("report.html", "run.json");
    }
  }

  @Test
  void namesFromOutsideAreEscaped() {
    FramePicture picture = FramePicture.of("<b>", "a&b.bin", FloatBuffer.allocate(2 * 4), 1, 2, 2);

    String page = new RunReport(recipe(), data(), result(), List.of(picture), 1).html();

    assertThat(page).contains("&lt;b&gt;", "a&amp;b.bin").doesNotContain("<b>");
  }

  @Test
  void namesFromOutsideBreakNoLineAndMoveNoTerminal() {
    FramePicture picture =
        FramePicture.of("l\u001b[2J\n", "\u009b\u202eb", FloatBuffer.allocate(2 * 4), 1, 2, 2);

    String page = new RunReport(recipe(), data(), result(), List.of(picture), 1).html();

    assertThat(page).contains("<span>l\\u001b[2J\\n</span>", ">\\u009b\\u202eb<");
    assertThat(page).contains("<pre>name: nmnist-small-tdbn&#10;seed: 1&#10;");
  }

  private static List<String> sections(String page) {
    return Pattern.compile("<section id=\"([^\"]+)\"")
        .matcher(page)
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }

  private static long count(String page, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(page).results().count();
  }

  private static RunReport report() {
    List<FramePicture> pictures = CLASSES.stream().map(RunReportTest::picture).toList();
    return new RunReport(recipe(), data(), result(), pictures, 723.4);
  }

  private static Recipe recipe() {
    return Recipe.read(Path.of("..", "conf", "recipes", "nmnist-small-tdbn.yaml"), List.of());
  }

  private static DataFacts data() {
    return new DataFacts(
        "nmnist",
        new SensorGeometry(34, 34),
        CLASSES,
        600,
        170,
        0,
        2_400_000,
        700_000,
        1,
        List.of(),
        "ab12");
  }

  /** A disc that moves to the right: ON at its front, OFF at its back. */
  private static FramePicture picture(String title) {
    FloatBuffer frames = FloatBuffer.allocate(4 * 2 * 34 * 34);
    SplittableRandom random = Key.of(1).child(title).random();
    for (int i = 0; i < 3000; i++) {
      int t = random.nextInt(4);
      double angle = random.nextDouble(2 * Math.PI);
      int x = (int) (10 + 4 * t + 7 * Math.cos(angle));
      int y = (int) (17 + 7 * Math.sin(angle));
      int at = ((2 * t + (Math.cos(angle) > 0 ? 1 : 0)) * 34 + y) * 34 + x;
      frames.put(at, frames.get(at) + 1);
    }
    return FramePicture.of(title, "Test/" + title + "/60001.bin", frames, 4, 34, 34);
  }

  private static Operations operations() {
    Operations.Cost stem = new Operations.Cost("stem.conv", 2e6, 2e6, 9.2e6);
    Operations.Cost conv = new Operations.Cost("stage1.block1.conv1", 1_234_500, 0, 1_111_050);
    return new Operations(
        List.of(stem, conv),
        new Operations.Cost("total", 3_234_500, 2e6, 10_311_050),
        new Operations.ResidualPaths(4e6, 0.2, 1, 8e5, 7.2e5, 1.84e7),
        null);
  }

  private static RunResult result() {
    List<EpochMetrics> epochs =
        IntStream.rangeClosed(1, 20)
            .mapToObj(
                e ->
                    new EpochMetrics(
                        e,
                        2.3 * Math.exp(-e / 5.0),
                        1 - 0.9 * Math.exp(-e / 4.0),
                        0.2 + 2.1 * Math.exp(-e / 4.0),
                        0.941 - 0.85 * Math.exp(-e / 3.0)))
            .toList();
    long[][] confusion = new long[10][10];
    for (int i = 0; i < 10; i++) {
      confusion[i][i] = 16;
      confusion[i][(i + 3) % 10] = 1;
    }
    Map<String, Double> rates = new LinkedHashMap<>();
    rates.put("stem.neuron", 0.1872);
    rates.put("stage1.block1.neuron1", 0.1011);
    rates.put("stage1.block1.neuron2", 0.1404);
    rates.put("stage2.block1.neuron1", 0.0813);
    rates.put("stage3.block1.neuron2", 0.0522);
    return new RunResult(
        epochs,
        new EvaluationResult(
            0.214, 160.0 / 170, 169.0 / 170, 170, 0, confusion, rates, operations()),
        new TimeSplit(3.2, 610, 31.5, 40.1, 2.2, 19.6),
        400,
        2,
        1,
        0,
        "runs/a/checkpoints/step-0000400",
        List.of(
            new RankTimes(0, "node-1 (executor 0)", 1, 200, 300, 20, 50, 9, 1_000_000),
            new RankTimes(1, "node-2 (executor 1)", 3, 206, 304, 14, 42, 11, 2_500_000)),
        List.of("Layer stage2.block1.neuron1 is silent at step 50"));
  }
}
