package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cofire.data.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher wherever it lies and from wherever it is called. */
class LauncherTest {

  private static final Path DEPLOY = CofireCommand.PROJECT.resolve("deploy");
  private static final String COFIRE = DEPLOY.resolve("cofire").toString();

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
      assertThat(outcome.output()).contains("file        " + recording); // bash may warn first
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

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    assertRefused(
        run("env", "JAVA_HOME=/nowhere", COFIRE, "train", "x.yaml"),
        "Cannot start: JAVA_HOME is /nowhere, which has no bin/java; set it to a JDK 17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_402", "11.0.22", "21.0.2", "25-ea"})
  void anotherJavaThan17IsRefused(String version) throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");

    assertRefused(
        run("env", "JAVA_HOME=" + folder.resolve("jdk"), COFIRE, "train", "x.yaml"),
        "Cannot start: "
            + java
            + " is Java "
            + version
            + "; Cofire needs JDK 17: set JAVA_HOME to one");
  }

  @Test
  void aWrongOptionOfTheLauncherIsNamed() throws Exception {
    assertRefused(
        run(COFIRE, "--conf", "spark.task.cpus", "train", "x.yaml"),
        "--conf needs KEY=VALUE, found spark.task.cpus");
    assertRefused(
        run(COFIRE, "--conf", "cofire.hosts=2", "train", "x.yaml"),
        "--conf takes settings of Spark, which begin with spark., found cofire.hosts");
    assertRefused(
        run(COFIRE, "--conf", "spark.executor.memory=lots", "train", "x.yaml"),
        "--conf spark.executor.memory needs a size such as 2g, found lots");
    assertRefused(
        run(COFIRE, "--conf", "spark.cores.max=two", "train", "x.yaml"),
        "--conf spark.cores.max needs a number, found two");
    assertRefused(
        run(COFIRE, "--memory", "2gb", "train", "x.yaml"),
        "--memory needs a size such as 2g, found 2gb");
    assertRefused(
        run(COFIRE, "--master", "host:7077", "train", "x.yaml"),
        "--master needs local[*], spark://HOST:PORT, yarn or k8s://..., found host:7077");
    assertRefused(
        run("env", "-u", "SPARK_HOME", COFIRE, "--master=k8s://h", "train", "x.yaml"),
        "Cannot start: --master k8s://h needs an installed Spark; set SPARK_HOME to it");
    assertRefused(
        run(
            "env",
            "-u",
            "HADOOP_CONF_DIR",
            "-u",
            "YARN_CONF_DIR",
            COFIRE,
            "--master=yarn",
            "train",
            "x.yaml"),
        "Cannot start: --master yarn needs HADOOP_CONF_DIR or YARN_CONF_DIR, the folder with yarn-site.xml");
    assertRefused(
        run(COFIRE, "--deploy-mode", "cluster", "train", "x.yaml"),
        "--deploy-mode cluster needs --master yarn, found local[*]; on Kubernetes see deploy/kubernetes, elsewhere leave it out");
    assertRefused(
        run(COFIRE, "--deploy-mode=near", "train", "x.yaml"),
        "--deploy-mode needs client or cluster, found near");
    assertRefused(
        run("env", "HADOOP_CONF_DIR=/nowhere", COFIRE, "train", "x.yaml"),
        "Cannot start: no folder /nowhere, which HADOOP_CONF_DIR or YARN_CONF_DIR names");
  }

  /** Java and Spark would say it by themselves, of options that the launcher has not. */
  @Test
  void aHeapThatSparkOrTheMachineCannotHaveIsRefused() throws Exception {
    for (String small : List.of("2", "400m", "471m", "483327k", "494927871")) {
      assertRefused(
          run(COFIRE, "--memory", small, "train", "x.yaml"),
          "--memory needs at least 472m for train, found " + small);
    }
    assertRefused(
        run(COFIRE, "--memory", "2", "recipe", "x.yaml"),
        "--memory needs at least 32m for recipe, found 2");
    for (String large :
        List.of("99999t", "99999999g", "99999999999999999999", "9223372036854775807t")) {
      Outcome outcome = run("env", "COFIRE_MEMORY=" + large, COFIRE, "recipe", "x.yaml");
      assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
      assertThat(outcome.output())
          .matches(
              "cofire: --memory needs at most the \\d+m that this machine has, found "
                  + large
                  + "\n");
    }
    for (String fitting : List.of("472m", "494927872", "483328K", "1G")) {
      assertThat(run(COFIRE, "--memory", fitting, "evaluate", "none.yaml").output())
          .startsWith("cofire: Cannot ") // which is checked behind it
          .doesNotContain("--memory");
    }
    assertThat(run(COFIRE, "--conf", "spark.executor.memory=1024", "recipe", "none.yaml").output())
        .doesNotContain("spark.executor.memory"); // mebibytes, to Spark
    assertRefused(
        run(COFIRE, "--conf", "spark.executor.memory=449m", "recipe", "x.yaml"),
        "--conf spark.executor.memory needs at least 450m, which Spark takes for itself, found 449m");
  }

  /** As in a container that runs as a number, with a home that it was given. */
  @Test
  void aUserWithoutANameHasTheHomeThatIsNamed() throws Exception {
    List<String> user =
        List.of("setpriv", "--reuid", "54321", "--regid", "54321", "--clear-groups");
    assumeTrue(isDone(user, "test", "-r", COFIRE), "cannot become a user without a name here");
    Path home = Files.createTempDirectory("cofire-home-");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    Outcome outcome = run(as(user, "env", "HOME=" + home, COFIRE, "evaluate", home + "/none"));
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
    assertThat(outcome.output())
        .contains("none: it does not exist; name a recipe or the directory of a run")
        .doesNotContain("basedir must be absolute");
  }

  private boolean isDone(List<String> user, String... command) throws Exception {
    try {
      return run(as(user, command)).exitCode() == 0;
    } catch (IOException e) { // there is no such program
      return false;
    }
  }

  private static String[] as(List<String> user, String... command) {
    return Stream.concat(user.stream(), Stream.of(command)).toArray(String[]::new);
  }

  /** As in a container that runs as a number. */
  @Test
  void aUserWithoutANameAndAHomeRuns() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path id = Files.writeString(tools.resolve("id"), "#!/bin/sh\nexit 1\n");
    assertThat(id.toFile().setExecutable(true)).isTrue();

    Outcome outcome =
        run(
            "env",
            "-u",
            "HOME",
            "TMPDIR=" + folder,
            "PATH=" + tools + ":" + System.getenv("PATH"),
            COFIRE,
            "evaluate",
            folder.resolve("none").toString());
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(2);
    assertThat(outcome.output())
        .contains("none: it does not exist; name a recipe or the directory of a run");
    assertThat(outcome.output()).doesNotContain("invalid null input");
  }

  private static void assertRefused(Outcome outcome, String why) {
    assertThat(outcome).isEqualTo(new Outcome(2, "cofire: " + why + "\n"));
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
