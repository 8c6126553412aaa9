package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.Patience;
import io.cofire.tests.cli.CofireCommand.Outcome;
import io.cofire.tests.cli.CofireCommand.Running;
import io.cofire.tests.cluster.StandaloneCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan} prints, used as it is printed, and the executors that it starts measured. */
@Tag("nightly") // each command ships all jars to the executors
final class PlannedMemoryTest {

  private static final Path PROJECT = CofireCommand.PROJECT;

  /** A few hundred megabytes of tensors. */
  private static final List<String> WIDER =
      List.of(
          "network.stem.channels=32",
          "network.stem.stride=1",
          "data.timesteps=8",
          "training.batch=48",
          "run.stopAfterSteps=3");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void noExecutorTakesMoreThanWasPlannedAndNotFarLess() throws Exception {
    Workspace work = Workspace.in(folder).prepared();
    Path home = SparkHome.in(folder.resolve("spark"));
    linkSpark(folder.resolve("cluster/home/jars"));
    try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 2, 1)) {
      JsonNode plan = plan(work, cluster.masterUrl());
      Map<Long, Long> peaks = new HashMap<>();
      Running training = submit(work, home, plan);
      while (training.process().isAlive()) {
        for (ProcessHandle executor : cluster.executors()) {
          peak(executor).ifPresent(bytes -> peaks.merge(executor.pid(), bytes, Math::max));
        }
        Thread.sleep(20);
      }
      Outcome outcome = training.await(Patience.LIMIT);
      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(outcome.output()).contains("2 ranks in 2 processes");
      long planned = plan.required("executorBytes").asLong();
      long peak = peaks.values().stream().mapToLong(Long::longValue).max().orElseThrow();
      System.out.printf("an executor: planned %d MB, peak %d MB%n", planned >> 20, peak >> 20);
      assertThat(peak).isBetween(planned / 4, planned);
    }
  }

  private JsonNode plan(Workspace work, String master) throws IOException {
    List<String> command = new ArrayList<>(List.of("--master", master, "plan"));
    command.addAll(List.of(folder.resolve("tiny.yaml").toString(), "--executors=2", "--json"));
    command.addAll(List.of("--set", "data.shards=" + folder.resolve("shards")));
    command.addAll(List.of("--set", "run.directory=" + folder.resolve("runs")));
    WIDER.forEach(change -> command.addAll(List.of("--set", change)));
    Outcome outcome = work.cofire().run(command.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    String json = outcome.output().substring(outcome.output().indexOf('{'));
    return new JsonMapper().readTree(json);
  }

  /** The line itself, in the folder of the project. */
  private Running submit(Workspace work, Path home, JsonNode plan) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("cd '" + PROJECT + "'");
    plan.required("sparkSubmit").forEach(line -> lines.add(line.asText()));
    Path script = Files.write(folder.resolve("submit.sh"), lines);
    String path = home.resolve("bin") + ":" + System.getenv("PATH");
    return work.cofire()
        .startCommand(
            "env", "PATH=" + path, "SPARK_LOCAL_IP=127.0.0.1", "bash", "-eu", script.toString());
  }

  /** Where a worker looks for the jars of its Spark. */
  private static void linkSpark(Path jars) throws IOException {
    Files.createDirectories(jars);
    try (Stream<Path> spark = Files.list(PROJECT.resolve("driver/target/dist/spark"))) {
      for (Path jar : spark.toList()) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
  }

  /** The most that a process has had in memory so far, as the system counts it. */
  private static Optional<Long> peak(ProcessHandle process) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .findFirst()
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // it has just ended
    }
  }
}
