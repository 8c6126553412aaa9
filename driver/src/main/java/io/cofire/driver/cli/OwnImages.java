package io.cofire.driver.cli;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.files.PassedOver;
import io.cofire.data.imagefiles.ImageLayout;
import io.cofire.data.imagefiles.ImageLayouts;
import io.cofire.data.recordings.DecodeWords;
import io.cofire.data.simulate.Cifar10DvsFolder;
import io.cofire.data.simulate.ImageMotion;
import io.cofire.data.simulate.MovedImages;
import io.cofire.data.simulate.SimulationProgress;
import io.cofire.data.simulate.StillImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of a simulation from one's own images. */
final class OwnImages {

  @Option(
      names = "--images",
      required = true,
      paramLabel = "PATH",
      description =
          "Images: a folder that prepare takes as a data set of images, such as one with a folder of"
              + " pictures a class, or one file: MNIST's IDX (also .gz) or CIFAR's binary format.")
  private Path images;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "What a folder of images is, as prepare names it (default: what it looks like).")
  private Optional<String> dataset = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels of an IDX file (default: the file beside it).")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--test-images",
      paramLabel = "PATH",
      description =
          "Images for testing: then the layout is that of N-MNIST, Train and Test (default: those of"
              + " --images for testing, if there are such).")
  private Optional<Path> testImages = Optional.empty();

  @Option(names = "--test-labels", paramLabel = "FILE", description = "Their labels.")
  private Optional<Path> testLabels = Optional.empty();

  @Option(
      names = "--motion",
      description =
          "How they move: saccades (as N-MNIST) or loop (as CIFAR10-DVS) (default: saccades).")
  private Optional<ImageMotion> motion = Optional.empty();

  @Option(
      names = "--sensor",
      paramLabel = "WxH",
      description = "Size of the sensor (default: 34x34 for saccades, 128x128 for loop).")
  private Optional<String> sensor = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "Take only the first images of each set (default: all).")
  private int limit = Integer.MAX_VALUE;

  private final List<PassedOver> passedOver = new ArrayList<>();

  int write(Path output, long seed, SimulationProgress progress) throws IOException {
    MovedImages folder = folder(seed);
    StillImages all = open(images, labels);
    Optional<StillImages> test = all.isDivided() ? Optional.of(all) : Optional.empty();
    if (testImages.isPresent()) {
      test = Optional.of(open(testImages.get(), testLabels));
    }
    return folder.write(output, all.part("train"), test.map(set -> set.part("test")), progress);
  }

  private StillImages open(Path place, Optional<Path> labelFile) throws IOException {
    if (dataset.isPresent() && Files.isRegularFile(place)) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot simulate: --dataset goes with a folder, and %s is a file; leave it out",
              place));
    }
    StillImages found = StillImages.open(place, labelFile, dataset.map(OwnImages::layout));
    passedOver.addAll(found.passedOver());
    return found;
  }

  /** What lies in the folders that were opened and is not taken. */
  List<PassedOver> passedOver() {
    return List.copyOf(passedOver);
  }

  private static ImageLayout layout(String name) {
    return ImageLayouts.find(name)
        .orElseThrow(
            () ->
                new UsageException(
                    String.format(
                        Locale.ROOT,
                        "Invalid --dataset: %s (expected one of %s)",
                        name,
                        String.join(", ", ImageLayouts.names()))));
  }

  /**
   * Writes the layout of CIFAR10-DVS, which has one motion, one sensor and no test images.
   *
   * @throws UsageException if something else was asked for
   */
  int writeCifar10Dvs(Path output, long seed, SimulationProgress progress) throws IOException {
    requireNo("--motion=saccades", motion.equals(Optional.of(ImageMotion.SACCADES)));
    requireNo("--sensor", sensor.isPresent());
    requireNo("--test-images", testImages.isPresent());
    return new Cifar10DvsFolder(seed, limit).write(output, open(images, labels), progress);
  }

  private static void requireNo(String option, boolean there) {
    if (there) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "Cannot simulate: %s does not go with --layout=cifar10-dvs; leave it out",
              option));
    }
  }

  private MovedImages folder(long seed) {
    ImageMotion chosen = motion.orElse(ImageMotion.SACCADES);
    SensorGeometry size =
        sensor
            .map(words -> DecodeWords.size(words, "sensor size"))
            .orElseGet(() -> new SensorGeometry(chosen.side(), chosen.side()));
    return new MovedImages(seed, chosen, size, limit);
  }
}
