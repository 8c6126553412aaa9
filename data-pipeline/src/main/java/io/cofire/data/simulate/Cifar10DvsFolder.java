package io.cofire.data.simulate;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.events.EventBuilder;
import io.cofire.data.events.EventStream;
import io.cofire.data.events.SensorGeometry;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.aedat.Aedat2Encoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A folder of recordings of one's own images in the layout of CIFAR10-DVS (Li 2017): {@code
 * CLASS/cifar10_CLASS_N.aedat} (AEDAT 2.0, 128 x 128), N from 0 in each class, of images that move
 * in loops. Columns, rows and polarity are stored as that data set stores them, so that what reads
 * it ({@link io.cofire.data.recordings.read.DecodeOptions#cifar10Dvs}) sees the images upright. The
 * same values always give the same bytes.
 *
 * @param seed decides the camera's mismatch and noise
 * @param most images that are taken, the first ones; at least 1
 */
public record Cifar10DvsFolder(long seed, int most) {

  private static final int LAST = 127;
  private static final SensorGeometry SENSOR = new SensorGeometry(LAST + 1, LAST + 1);

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public Cifar10DvsFolder {
    if (most < 1) {
      throw new InvalidValue("limit", most, "must be at least 1");
    }
  }

  /**
   * Writes the folder: beside its place first, then moved there.
   *
   * @param directory the folder; it must not exist or be empty
   * @param progress hears how far it has come
   * @return number of recordings
   * @throws io.cofire.data.imagefiles.ImageException if an image is damaged
   * @throws IOException if the folder holds something or cannot be written
   */
  public int write(Path directory, StillImages images, SimulationProgress progress)
      throws IOException {
    FreshFolder folder = FreshFolder.begin(directory);
    Key key = Key.of(seed).child("cifar10-dvs");
    int recordings =
        new Filming(folder, most, images.count(most), progress)
            .film(images, 0, (still, root) -> write(root, still, key));
    folder.done();
    return recordings;
  }

  private static void write(Path root, Still still, Key key) throws IOException {
    EventStream seen =
        ImageSimulator.simulate(still.grey(), ImageMotion.LOOP, SENSOR, key.child(still.index()));
    String name = still.className();
    String path =
        String.format(Locale.ROOT, "%s/cifar10_%s_%d.aedat", name, name, still.numberInClass());
    FreshFolder.write(root.resolve(path), Aedat2Encoder.encode(stored(seen)));
  }

  /** The reader's x = 127 - raw y, y = 127 - raw x, ON where bit 0 is 0, the other way round. */
  private static EventStream stored(EventStream seen) {
    EventBuilder raw = new EventBuilder();
    for (int i = 0; i < seen.size(); i++) {
      raw.add(
          seen.timesMicros()[i],
          LAST - seen.ys()[i],
          LAST - seen.xs()[i],
          1 - seen.polarities()[i]);
    }
    return raw.build(SENSOR);
  }
}
