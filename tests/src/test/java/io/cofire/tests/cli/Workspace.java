package io.cofire.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.tests.cli.CofireCommand.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with a recipe and, once asked for, simulated recordings and their shards. */
record Workspace(Path folder, CofireCommand cofire) {

  static Workspace in(Path folder) throws IOException {
    try (InputStream recipe = Workspace.class.getResourceAsStream("/tiny.yaml")) {
      Files.copy(recipe, folder.resolve("tiny.yaml"));
    }
    return new Workspace(folder, new CofireCommand(folder));
  }

  /** Simulates a few recordings of each class. */
  Workspace simulated() {
    return succeed("simulate", "recordings", "--per-class", "6", "--test-per-class", "2");
  }

  /** Simulates and prepares. */
  Workspace prepared() {
    return simulated().succeed("prepare", "nmnist", "recordings", "shards", "--strict");
  }

  /** Runs a command that must succeed. */
  Workspace succeed(String... arguments) {
    Outcome outcome = cofire.run(arguments);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return this;
  }

  /** Every file below a folder, sorted, whose name ends so. */
  List<Path> files(String below, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** Every file below a folder, by its path below it. */
  Map<String, byte[]> contents(String below) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (Path file : files(below, "")) {
      if (Files.isRegularFile(file)) {
        String name = folder.resolve(below).relativize(file).toString();
        contents.put(name, Files.readAllBytes(file));
      }
    }
    return contents;
  }

  /** Copies every file below a folder into another. */
  void copy(String from, String to) throws IOException {
    for (Map.Entry<String, byte[]> file : contents(from).entrySet()) {
      Path target = folder.resolve(to).resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }

  /** The newest checkpoint of a run. */
  Path newestCheckpoint(String run) throws IOException {
    try (Stream<Path> steps = Files.list(folder.resolve(run).resolve("checkpoints"))) {
      return steps.sorted().reduce((a, b) -> b).orElseThrow();
    }
  }
}
