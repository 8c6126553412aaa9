package io.cofire.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.shards.TinyRecipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs where the machine writes other digits (ar-EG) or another small i (tr-TR). */
class LocaleTest {

  private final Locale before = Locale.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR-u-nu-arabext", "tr-TR"})
  void simulatingPreparingTrainingGoingOnAndScoringWorkInEveryLocale(String locale)
      throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    String recordings = folder.resolve("recordings").toString();
    String shards = folder.resolve("shards").toString();
    run("simulate", recordings, "--seed", "1", "--per-class", "2", "--test-per-class", "1");
    run("prepare", "nmnist", recordings, shards);
    Path recipe =
        Files.writeString(
            folder.resolve("tiny.yaml"),
            TinyRecipe.with(
                "data: {shards: %s, train: train, test: test, timesteps: 2}\n".formatted(shards),
                "epochs: 5->epochs: 2",
                "run: {->run: {directory: %s/runs, stopAfterSteps: 1, ".formatted(folder)));

    run("train", recipe.toString());
    String goesOn = run("train", recipe.toString(), "--set", "run.stopAfterSteps=2");

    Path run = folder.resolve("runs/tiny/seed-3");
    assertThat(names(run.resolve("checkpoints"))).contains("step-0000002");
    run("evaluate", run.toString());
    assertThat(Files.readString(run.resolve("evaluation.json"))).matches("(?s)\\p{ASCII}*");
    assertThat(goesOn).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList().stream();
    }
  }

  private static String run(String... arguments) {
    PrintStream stdout = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(Cofire.execute(arguments)).as(String.join(" ", arguments)).isZero();
    } finally {
      System.setOut(stdout);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
