package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher wherever it lies and from wherever it is called. */
class LauncherTest {

  private static final Path DEPLOY = CofireCommand.PROJECT.resolve("deploy");

  @TempDir Path folder;

  private record Outcome(int exitCode, String output) {}

  @Test
  void theScriptsAreBash() throws Exception {
    for (String script : List.of("cofire", "quickstart.sh", "bench.sh")) {
      assertThat(run("bash", "-n", DEPLOY.resolve(script).toString()))
          .as(script)
          .isEqualTo(new Outcome(0, ""));
    }
  }

  @Test
  void aMissingBuildIsNamedWithTheCommandThatMakesIt() throws Exception {
    Path home = home("not built");

    Outcome outcome = run(home.resolve("deploy/cofire").toString(), "train", "x.yaml");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output())
        .isEqualTo(
            "cofire: Cannot start: Cofire is not built (no jars in "
                + home
                + "/driver/target/dist); build it with: mvn -B -DskipTests package\n");
  }

  @Test
  void itStartsFromAPathWithSpaces() throws Exception {
    Path home = home("a path with spaces");
    Files.createDirectory(home.resolve("driver"));
    Files.createSymbolicLink(
        home.resolve("driver/target"), CofireCommand.PROJECT.resolve("driver/target"));

    Outcome outcome = run(home.resolve("deploy/cofire").toString(), "simulate", "--help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output()).startsWith("Usage: cofire simulate");
  }

  @Test
  void namesBeyondAsciiAreSeenWhateverTheLocaleOfTheShell() throws Exception {
    Path home = home("ä b");
    Files.createDirectory(home.resolve("driver"));
    Files.createSymbolicLink(
        home.resolve("driver/target"), CofireCommand.PROJECT.resolve("driver/target"));
    Path recording = Files.writeString(folder.resolve("ü.csv"), "0 1 1 1\n");
    String command = home.resolve("deploy/cofire").toString();
    for (String locale : List.of("C", "xx_YY.UTF-8")) {
      Outcome outcome = run("env", "LC_ALL=" + locale, command, "inspect", recording.toString());
      assertThat(outcome.output()).startsWith("file        " + recording);
      assertThat(outcome.exitCode()).isZero();
    }
  }

  @Test
  void aWrongSparkHomeIsNamed() throws Exception {
    Outcome outcome =
        run("env", "SPARK_HOME=" + folder, DEPLOY.resolve("cofire").toString(), "train", "x.yaml");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output())
        .isEqualTo(
            "cofire: Cannot start: SPARK_HOME is " + folder + ", which has no bin/spark-submit\n");
  }

  /** A project of that name with scripts and settings alone. */
  private Path home(String name) throws IOException {
    Path home = Files.createDirectory(folder.toRealPath().resolve(name));
    Files.createDirectory(home.resolve("deploy"));
    Files.createDirectory(home.resolve("conf"));
    Files.copy(DEPLOY.resolve("cofire"), home.resolve("deploy/cofire"));
    home.resolve("deploy/cofire").toFile().setExecutable(true);
    for (String file : List.of("spark-defaults.conf", "log4j2.properties")) {
      Files.copy(CofireCommand.PROJECT.resolve("conf").resolve(file), home.resolve("conf/" + file));
    }
    return home;
  }

  private Outcome run(String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "out", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("Still running: " + String.join(" ", command));
    }
    return new Outcome(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }
}
