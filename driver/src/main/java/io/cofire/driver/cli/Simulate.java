package io.cofire.driver.cli;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.simulate.DvsGestureFolder;
import io.cofire.data.simulate.GestureFolder;
import io.cofire.data.simulate.SimulationProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofire simulate}: moving figures or one's own images before an event camera, as files. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description =
        "Writes recordings of a simulated event camera: of eight movements of figures, or of one's"
            + " own images.")
final class Simulate implements Callable<Integer> {

  private static final int PER_CLASS = 100;
  private static final int TEST_PER_CLASS = 25;
  private static final String CIFAR10_DVS = "cifar10-dvs";

  @Parameters(paramLabel = "OUTPUT", description = "A local folder that is new or empty.")
  private Path output;

  @Option(names = "--seed", description = "Decides every recording (default: 1).")
  private long seed = 1;

  @Option(
      names = "--per-class",
      paramLabel = "COUNT",
      description = "Training recordings of each class (default: 100).")
  private Optional<Integer> perClass = Optional.empty();

  @Option(
      names = "--test-per-class",
      paramLabel = "COUNT",
      description = "Test recordings of each class (default: 25).")
  private Optional<Integer> testPerClass = Optional.empty();

  @Option(
      names = "--layout",
      description =
          "Of movements: nmnist (ATIS, 34x34) or dvs-gesture (AEDAT 3.1, 128x128, one trial of each"
              + " class a recording) (default: nmnist); of images: cifar10-dvs (AEDAT 2.0, 128x128,"
              + " loops) (default: ATIS, a folder a class).")
  private Optional<String> layout = Optional.empty();

  @ArgGroup(exclusive = false, heading = "%nFrom one's own images:%n")
  private OwnImages own;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (holdsAnything(output)) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot simulate into %s: it is not empty; delete it or choose another folder",
              output));
    }
    PrintWriter out = spec.commandLine().getOut();
    int recordings = write(out);
    if (own != null) {
      NotTaken.print(own.passedOver(), out);
    }
    out.printf(Locale.ROOT, "%s: %,d simulated recordings%n", output, recordings);
    out.flush();
    return 0;
  }

  private int write(PrintWriter out) throws IOException {
    try (SimulationLines progress = new SimulationLines(out)) {
      if (own != null) {
        requireNo("--per-class", perClass);
        requireNo("--test-per-class", testPerClass);
        if (layout.equals(Optional.of(CIFAR10_DVS))) {
          return own.writeCifar10Dvs(output, seed, progress);
        }
        requireNo("--layout=" + layout.orElse(""), layout);
        return own.write(output, seed, progress);
      }
      return gestures(progress);
    } catch (InvalidValue e) {
      throw new UsageException("Cannot simulate: " + e.getMessage());
    }
  }

  private int gestures(SimulationProgress progress) throws IOException {
    int train = perClass.orElse(PER_CLASS);
    int test = testPerClass.orElse(TEST_PER_CLASS);
    String chosen = layout.orElse("nmnist");
    return switch (chosen) {
      case "nmnist" -> new GestureFolder(seed, train, test).write(output, progress);
      case "dvs-gesture" -> new DvsGestureFolder(seed, train, test).write(output, progress);
      default ->
          throw new UsageException(
              "Invalid --layout: "
                  + chosen
                  + " (expected nmnist or dvs-gesture, or cifar10-dvs with --images)");
    };
  }

  private static void requireNo(String option, Optional<?> value) {
    if (value.isPresent()) {
      throw new UsageException(
          String.format(
              Locale.ROOT, "Cannot simulate: %s does not go with --images; leave it out", option));
    }
  }

  private static boolean holdsAnything(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return Files.exists(place);
    }
    try (Stream<Path> inside = Files.list(place)) {
      return inside.findAny().isPresent();
    }
  }
}
