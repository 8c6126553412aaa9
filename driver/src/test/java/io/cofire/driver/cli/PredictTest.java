package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.errors.InvalidValue;
import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import io.cofire.driver.cli.CommandOutput.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, its forms and its exit codes. */
class PredictTest {

  @TempDir static Path folder;
  private static Path run;
  private static Path data;

  @BeforeAll
  static void train() throws IOException {
    data = folder.resolve("data");
    TinyShards.write(data, 24, 9);
    Path recipe = folder.resolve("tiny.yaml");
    String runs = "run: {->run: {directory: \"%s\", ".formatted(folder.resolve("runs"));
    Files.writeString(recipe, TinyRecipe.on(data, runs, "epochs: 5->epochs: 2"));
    assertThat(cofire("train", recipe.toString()).code()).isZero();
    run = folder.resolve("runs/tiny/seed-3");
  }

  private static Ended cofire(String... arguments) {
    return CommandOutput.apart(arguments);
  }

  @Test
  void anEvaluationsSamplesAreThePredictionsOfItsShard() throws IOException {
    Path csv = folder.resolve("samples.csv");
    assertThat(cofire("evaluate", run.toString(), "--per-sample", csv.toString()).code()).isZero();
    Path lines = folder.resolve("lines.jsonl");
    Path shard = data.resolve("test-0.parquet");
    Ended predicted =
        cofire(
            "predict", run.toString(), shard.toString(), "--as", "json", "--out", lines.toString());
    assertThat(predicted.code()).as(predicted.err()).isZero();
    assertThat(predicted.out()).isEmpty();
    JsonNode evaluation = new JsonMapper().readTree(run.resolve("evaluation.json").toFile());
    List<String> samples = Files.readAllLines(csv);
    List<String> predictions = Files.readAllLines(lines);
    assertThat(samples.get(0)).isEqualTo("sample,path,label,prediction,probability");
    assertThat(samples).hasSize(10);
    assertThat(predictions).hasSize(9);
    for (int i = 0; i < 9; i++) {
      JsonNode one = new JsonMapper().readTree(predictions.get(i));
      JsonNode same = evaluation.path("perSample").get(i);
      assertThat(one.path("path")).isEqualTo(same.path("path"));
      assertThat(one.path("class")).isEqualTo(same.path("prediction"));
      assertThat(one.path("probability")).isEqualTo(same.path("probability"));
      assertThat(samples.get(i + 1))
          .isEqualTo(
              "%d,sample-%d,%s,%s,%s"
                  .formatted(
                      i,
                      24 + i,
                      same.path("label").asText(),
                      one.path("class").asText(),
                      Float.toString((float) one.path("probability").asDouble())));
    }
  }

  @Test
  void aSetWithoutATrainingPartAndPackedRecordingsArePredicted() throws IOException {
    List<String> classes = List.of("north-west", "north-east", "south-west");
    TinyShards.writeSplit(folder.resolve("scored"), "test", classes, 24, 33);
    Path packed = Files.createDirectories(folder.resolve("packed")).resolve("ONE.TXT.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("0 1 1 1\n900 2 2 0\n".getBytes(StandardCharsets.UTF_8));
    }
    Ended predicted =
        cofire(
            "predict",
            run.toString(),
            folder.resolve("scored").toString(),
            packed.getParent().toString());
    assertThat(predicted.code()).as(predicted.err()).isZero();
    assertThat(predicted.out().lines()).hasSize(10);
    Ended scored =
        cofire("evaluate", run.toString(), "--data", folder.resolve("scored").toString());
    assertThat(scored.out()).as(scored.err()).contains("9 recordings of split test");
  }

  @Test
  void aCheckpointThatIsNamedAnswersWithoutTheOthersAndWithoutTheShards() throws IOException {
    Path step = run.resolve("checkpoints/step-0000003");
    assertThat(step).isDirectory();
    Path manifest = Files.createDirectories(folder.resolve("manifest alone"));
    Files.copy(data.resolve("manifest.json"), manifest.resolve("manifest.json"));
    Path text = folder.resolve("one.txt");
    Files.writeString(text, "0 1 1 1\n900 2 2 0\n");
    Ended early =
        cofire("predict", step.toString(), text.toString(), "--data", manifest.toString());
    assertThat(early.code()).as(early.err()).isZero();
    assertThat(early.out()).startsWith(text + "\t").hasLineCount(1);
    Ended late = cofire("predict", run.toString(), text.toString());
    assertThat(late.out()).startsWith(text + "\t").isNotEqualTo(early.out());
  }

  /** A run in 16 bits can be asked on a processor that has none. */
  @Test
  void theNumbersOfTheProductsMayBeOthersThanTheRecipes() {
    String shard = data.resolve("test-0.parquet").toString();
    Ended recipes = cofire("predict", run.toString(), shard, "--as", "json");
    Ended wide = cofire("predict", run.toString(), shard, "--as", "json", "--precision", "float32");
    assertThat(wide.code()).as(wide.err()).isZero();
    assertThat(wide.out()).isEqualTo(recipes.out());
    Ended narrow = cofire("predict", run.toString(), shard, "--as", "json", "--precision", "bf16");
    if (narrow.code() == 0) {
      assertThat(narrow.out()).hasLineCount(9).isNotEqualTo(wide.out());
    } else {
      assertThat(narrow.err()).contains("Cannot open engine nd4j in bf16 on ");
    }
  }

  @Test
  void aTableIsParquet() throws IOException {
    Path table = folder.resolve("table");
    String[] command = {
      "predict", run.toString(), data.toString(), "--as", "parquet", "--out", table.toString()
    };
    assertThat(cofire(command).code()).isZero();
    Path part;
    try (Stream<Path> parts = Files.list(table)) {
      part = parts.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    try (ParquetReader<Group> rows =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(part.toUri()))
            .build()) {
      Group first = rows.read();
      assertThat(first.getString("path", 0)).isEqualTo("sample-0");
      assertThat(first.getFloat("probability", 0)).isBetween(0.3f, 1f);
      int count = 1;
      while (rows.read() != null) {
        count++;
      }
      assertThat(count).isEqualTo(33);
    }
    Ended again = cofire(command);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("table: it is there already; name a new folder");
  }

  @Test
  void whatCannotBeReadIsListedAndDecidesTheCodeOnRequest() throws IOException {
    Path mixed = Files.createDirectories(folder.resolve("mixed"));
    Files.writeString(mixed.resolve("a.txt"), "0 1 1 1\n900 2 2 0\n");
    Files.writeString(mixed.resolve("b.txt"), "0 1 1 1\n900 99 2 0\n");
    Ended passed = cofire("predict", run.toString(), mixed.toString());
    assertThat(passed.code()).isZero();
    assertThat(passed.out()).startsWith(mixed.resolve("a.txt") + "\t").hasLineCount(1);
    assertThat(passed.err()).contains("unread: " + mixed.resolve("b.txt") + ": ");
    Ended strict = cofire("predict", run.toString(), mixed.toString(), "--strict");
    assertThat(strict.code()).isEqualTo(3);
    assertThat(strict.out()).isEqualTo(passed.out());
    assertThat(strict.err())
        .contains("cofire: Cannot predict 1 of 2 samples: ")
        .doesNotContain("\tat ");
    Ended dropped =
        cofire(
            "predict", run.toString(), mixed.toString(), "--strict", "--faults=drop-outside:50%");
    assertThat(dropped.code()).isZero();
    assertThat(dropped.out()).hasLineCount(2);
    assertThat(dropped.err())
        .contains("dropped: " + mixed.resolve("b.txt") + ": events outside the sensor: 1\n");
    Ended nothing = cofire("predict", run.toString(), mixed.resolve("b.txt").toString());
    assertThat(nothing.code()).isEqualTo(3);
  }

  @Test
  void mistakesAreNamedWithTheirCodes() {
    assertThat(cofire("predict", run.toString()).code()).isEqualTo(2);
    Ended noRun = cofire("predict", folder.resolve("no-run").toString(), data.toString());
    assertThat(noRun.code()).isEqualTo(2);
    assertThat(noRun.err())
        .contains("no-run: it does not exist; name a recipe or the directory of a run");
    Ended noInput = cofire("predict", run.toString(), folder.resolve("none").toString());
    assertThat(noInput.code()).isEqualTo(3);
    assertThat(noInput.err()).contains("none: there is no such file or folder; check the path");
    Ended noStep =
        cofire("predict", run.resolve("checkpoints/step-0000999").toString(), data.toString());
    assertThat(noStep.code()).isEqualTo(3);
    Ended moved = cofire("predict", run.toString(), data.toString(), "--data", folder.toString());
    assertThat(moved.code()).isEqualTo(3);
    assertThat(moved.err()).contains("--data names the folder where manifest.json lies now");
    assertThat(cofire("predict", run.toString(), data.toString(), "--as", "parquet").err())
        .contains("Cannot print Parquet: name a folder with --out");
  }

  @Test
  void aTimeIsANumberWithItsUnit() {
    assertThat(Predict.micros("100ms")).isEqualTo(100_000);
    assertThat(Predict.micros("2s")).isEqualTo(2_000_000);
    assertThat(Predict.micros("500us")).isEqualTo(500);
    for (String wrong : new String[] {"100", "ms", "1 s", "-1ms", "1.5s", "1m"}) {
      assertThatThrownBy(() -> Predict.micros(wrong))
          .as(wrong)
          .isInstanceOf(InvalidValue.class)
          .hasMessageContaining("expected a time such as 100ms, 1s or 500us");
    }
  }

  @Test
  void aFolderOrTheInputItselfIsNeverWrittenOver() throws IOException {
    Path full = Files.createDirectories(folder.resolve("full"));
    Path kept = Files.writeString(full.resolve("kept"), "all of it");
    Path shard = data.resolve("test-0.parquet");
    byte[] before = Files.readAllBytes(shard);
    for (String[] command :
        List.of(
            new String[] {"predict", run.toString(), shard.toString(), "--out", full.toString()},
            new String[] {"predict", run.toString(), shard.toString(), "--out", shard.toString()},
            new String[] {"evaluate", run.toString(), "--per-sample", full.toString()},
            new String[] {"export", run.toString(), full.toString()},
            new String[] {"export", run.toString(), "--nir", full.toString()})) {
      Ended refused = cofire(command);
      assertThat(refused.code()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err()).startsWith("cofire: Cannot write ").contains("name a");
    }
    assertThat(kept).hasContent("all of it");
    assertThat(Files.readAllBytes(shard)).isEqualTo(before);
  }
}
