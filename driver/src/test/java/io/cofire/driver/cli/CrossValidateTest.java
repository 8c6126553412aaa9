package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cofire.data.shards.TinyRecipe;
import io.cofire.data.shards.TinyShards;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossValidateTest {

  @TempDir Path folder;

  @Test
  void everyFoldIsScoredAndTheMeanPrintedAndAFinishedOneStays() throws IOException {
    TinyShards.writeFolds(folder.resolve("data"), 3, 8);
    Path recipe = folder.resolve("tiny.yaml");
    String data =
        "data: {shards: %s/data, train: fold2+fold3, test: fold1, timesteps: 2}\n"
            .formatted(folder);
    Files.writeString(
        recipe,
        TinyRecipe.with(
            data,
            "ranks: 2->ranks: 1",
            "epochs: 5->epochs: 3",
            "run: {->run: {directory: %s/runs, ".formatted(folder)));

    String first = run("cross-validate", recipe.toString());

    List<Double> folds = numbers(first, "(?m)^fold[123]: test accuracy ([0-9.]+), 8 recordings$");
    assertThat(folds).hasSize(3);
    double mean = folds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    assertThat(numbers(first, "mean accuracy ([0-9.]+) of 3 folds"))
        .singleElement()
        .satisfies(found -> assertThat(found).isEqualTo(mean, within(1e-4)));
    assertThat(first).containsPattern("standard deviation [0-9.]+, \\d+ of 24 right");
    assertThat(first).contains("trains on fold1+fold3, scores fold2");
    for (int fold = 1; fold <= 3; fold++) {
      assertThat(folder.resolve("runs/tiny-fold" + fold + "/seed-3/report.html")).isRegularFile();
    }

    String again = run("cross-validate", recipe.toString());

    assertThat(again).doesNotContain("epoch 1/3");
    assertThat(numbers(again, "(?m)^fold[123]: test accuracy ([0-9.]+),")).isEqualTo(folds);

    String figures = folder.resolve("runs/tiny-fold1/seed-3").toString();
    assertThat(run("evaluate", figures)).contains("8 recordings of split fold1");
    assertThat(Files.readString(Path.of(figures, "evaluation.json")))
        .contains("\"timesteps\" : 2", "\"firingRates\"");

    String validated = run("cross-validate", recipe.toString(), "--validate");
    assertThat(validated).contains("trains on fold3, scores fold2", "of 3 folds");
  }

  private static List<Double> numbers(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> Double.valueOf(found.group(1)))
        .toList();
  }

  private static String run(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(Cofire.execute(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
