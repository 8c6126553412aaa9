package io.cofire.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cofire.data.files.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run has left on a local disk, so that two runs can be compared and one can be watched. */
public record RunFiles(Path run) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PREFIX = "step-";

  /**
   * Directory of the newest checkpoint that is committed; an empty commit is still being written.
   */
  public Optional<Path> newest() throws IOException {
    Path checkpoints = run.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(checkpoints)) {
      return all.filter(directory -> directory.resolve("COMMIT").toFile().length() > 0)
          .max(Comparator.comparingLong(RunFiles::step));
    }
  }

  /** Step of the newest checkpoint that is committed; -1 if there is none. */
  public long newestStep() throws IOException {
    return newest().map(RunFiles::step).orElse(-1L);
  }

  private static long step(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
  }

  /** The newest checkpoint's files by name, as hashes that an assertion can show. */
  public Map<String, String> state() throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path newest = newest().orElseThrow();
    for (String name : List.of("state.safetensors", "state.json", "COMMIT")) {
      files.put(name, Hashes.sha256(Files.readAllBytes(newest.resolve(name))));
    }
    return files;
  }

  /** Step, epoch, loss and accuracy of every line of the metrics, in the order of the files. */
  public List<List<String>> metrics() throws IOException {
    List<List<String>> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(run.resolve("metrics"))) {
      for (Path file : files.filter(RunFiles::isEpoch).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode node = JSON.readTree(line);
          numbers.add(
              Stream.of("step", "epoch", "loss", "accuracy")
                  .map(name -> node.required(name).toString())
                  .toList());
        }
      }
    }
    return numbers;
  }

  private static boolean isEpoch(Path file) {
    return file.getFileName().toString().startsWith("epoch-");
  }
}
