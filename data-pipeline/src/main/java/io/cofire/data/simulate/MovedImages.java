package io.cofire.data.simulate;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.atis.AtisBinEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A folder of recordings of one's own images, as ATIS 40-bit files numbered by image from 1: {@code
 * Train/CLASS/NNNNN.bin} and {@code Test/CLASS/NNNNN.bin} as N-MNIST, or {@code CLASS/NNNNN.bin}
 * where there is one set of images. The same values always give the same bytes.
 *
 * @param seed decides the camera's mismatch and noise
 * @param motion how images move
 * @param sensor at most 256 x 240
 * @param most images that are taken of each set, the first ones; at least 1
 */
public record MovedImages(long seed, ImageMotion motion, SensorGeometry sensor, int most) {

  private static final int LEAST_SIDE = 8;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the recordings could not be written
   */
  public MovedImages {
    boolean fits = sensor.width() <= 256 && sensor.height() <= 240;
    if (!fits || Math.min(sensor.width(), sensor.height()) < LEAST_SIDE) {
      throw new InvalidValue("sensor", sensor, "must be at least 8x8 and at most 256x240");
    }
    if (most < 1) {
      throw new InvalidValue("limit", most, "must be at least 1");
    }
  }

  /**
   * Writes the folder: beside its place first, then moved there.
   *
   * @param directory the folder; it must not exist or be empty
   * @param images images, or those for training
   * @param test images for testing
   * @param progress hears how far it has come
   * @return number of recordings
   * @throws io.cofire.data.imagefiles.ImageException if an image is damaged
   * @throws IOException if the folder holds something or cannot be written
   */
  public int write(
      Path directory, StillImages images, Optional<StillImages> test, SimulationProgress progress)
      throws IOException {
    FreshFolder folder = FreshFolder.begin(directory);
    Filming filming = new Filming(folder, most, total(images, test), progress);
    int recordings = film(filming, images, test.isPresent() ? "Train/" : "", 0);
    if (test.isPresent()) {
      recordings = film(filming, test.get(), "Test/", recordings);
    }
    folder.done();
    return recordings;
  }

  private int total(StillImages images, Optional<StillImages> test) {
    int first = images.count(most);
    int second = test.map(set -> set.count(most)).orElse(0);
    boolean known = first > 0 && (test.isEmpty() || second > 0);
    return known ? Math.addExact(first, second) : 0;
  }

  private int film(Filming filming, StillImages images, String split, int before)
      throws IOException {
    Key key = Key.of(seed).child("images").child(split);
    return filming.film(images, before, (still, root) -> write(root, still, split, key));
  }

  private void write(Path root, Still still, String split, Key key) throws IOException {
    byte[] bytes =
        AtisBinEncoder.encode(
            ImageSimulator.simulate(still.grey(), motion, sensor, key.child(still.index())));
    String path =
        String.format(Locale.ROOT, "%s%s/%05d.bin", split, still.className(), still.index() + 1);
    FreshFolder.write(root.resolve(path), bytes);
  }
}
