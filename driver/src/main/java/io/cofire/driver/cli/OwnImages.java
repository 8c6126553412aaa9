package io.cofire.driver.cli;

import io.cofire.data.events.SensorGeometry;
import io.cofire.data.imagefiles.ImageSet;
import io.cofire.data.simulate.Cifar10DvsFolder;
import io.cofire.data.simulate.ImageMotion;
import io.cofire.data.simulate.MovedImages;
import io.cofire.data.simulate.SimulationProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of a simulation from one's own images. */
final class OwnImages {

  @Option(
      names = "--images",
      required = true,
      paramLabel = "PATH",
      description =
          "Images: MNIST's IDX (also .gz), a CIFAR binary file, or a folder of PNG or JPEG with a"
              + " folder a class.")
  private Path images;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels of an IDX file (default: the file beside it).")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--test-images",
      paramLabel = "PATH",
      description = "Images for testing: then the layout is that of N-MNIST, Train and Test.")
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

  int write(Path output, long seed, SimulationProgress progress) throws IOException {
    MovedImages folder = folder(seed);
    ImageSet train = ImageSet.open(images, labels);
    Optional<ImageSet> test =
        testImages.isEmpty()
            ? Optional.empty()
            : Optional.of(ImageSet.open(testImages.get(), testLabels));
    return folder.write(output, train, test, progress);
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
    ImageSet all = ImageSet.open(images, labels);
    return new Cifar10DvsFolder(seed, limit).write(output, all, progress);
  }

  private static void requireNo(String option, boolean there) {
    if (there) {
      throw new UsageException(
          "Cannot simulate: %s does not go with --layout=cifar10-dvs; leave it out"
              .formatted(option));
    }
  }

  private MovedImages folder(long seed) {
    ImageMotion chosen = motion.orElse(ImageMotion.SACCADES);
    SensorGeometry size =
        sensor
            .map(Decoding::geometry)
            .orElseGet(() -> new SensorGeometry(chosen.side(), chosen.side()));
    return new MovedImages(seed, chosen, size, limit);
  }
}
