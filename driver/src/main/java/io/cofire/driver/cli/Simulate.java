package io.cofire.driver.cli;

import io.cofire.data.simulate.GestureFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire simulate}: moving figures before an event camera, as files. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Writes simulated recordings of eight movements in the layout of N-MNIST.")
final class Simulate implements Callable<Integer> {

  @Parameters(paramLabel = "OUTPUT", description = "A local folder that is new or empty.")
  private Path output;

  @Option(names = "--seed", description = "Decides every recording (default: 1).")
  private long seed = 1;

  @Option(
      names = "--per-class",
      paramLabel = "COUNT",
      description = "Training recordings of each class (default: 100).")
  private int perClass = 100;

  @Option(
      names = "--test-per-class",
      paramLabel = "COUNT",
      description = "Test recordings of each class (default: 25).")
  private int testPerClass = 25;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (holdsAnything(output)) {
      throw new UsageException(
          "Cannot simulate into %s: it is not empty; delete it or choose another folder"
              .formatted(output));
    }
    int recordings = folder().write(output);
    spec.commandLine().getOut().printf("%s: %,d simulated recordings%n", output, recordings);
    return 0;
  }

  private static boolean holdsAnything(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return Files.exists(place);
    }
    try (Stream<Path> inside = Files.list(place)) {
      return inside.findAny().isPresent();
    }
  }

  private GestureFolder folder() {
    try {
      return new GestureFolder(seed, perClass, testPerClass);
    } catch (IllegalArgumentException e) {
      throw new UsageException("Cannot simulate: " + e.getMessage());
    }
  }
}
