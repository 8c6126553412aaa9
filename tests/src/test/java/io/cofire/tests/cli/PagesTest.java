package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.tests.cli.CofireCommand.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documents' commands, run as they are printed, on small files of the names that they use. The
 * README's come first: the other pages go on with the run that they leave.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesTest {

  @TempDir static Path folder;
  private Outcome readme;

  @BeforeAll
  void followTheReadme() throws Exception {
    Shelf.fill(folder);
    readme = follow(Page.of("README.md"));
  }

  @Test
  void whoFollowsTheReadmeLearnsWhichClassANewFileIs() {
    assertThat(readme.exitCode()).as(readme.output()).isZero();
    assertThat(readme.output()).contains("train: 32 recordings").contains("new/17.csv\tleft\t");
    assertThat(folder.resolve("look.gif")).isNotEmptyFile();
    assertThat(folder.resolve("mine.safetensors")).isNotEmptyFile();
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"prepare", "training", "evaluate", "predict", "weights", "convert"})
  void everyCommandOfAPageRuns(String name) throws Exception {
    Page page = Page.of("docs/" + name + ".md");
    assertThat(page.runs()).as("blocks of %s", name).isPositive();

    Outcome outcome = follow(page);

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  private Outcome follow(Page page) throws Exception {
    Path script = Files.createTempFile(folder, "page", ".sh");
    Files.writeString(script, page.script());
    return new CofireCommand(folder)
        .startCommand("env", CofireCommand.JAVA_OPTIONS, "bash", script.toString())
        .await(Patience.LIMIT.multipliedBy(2));
  }
}
