package io.cofire.data.simulate;

import io.cofire.data.errors.InvalidValue;
import io.cofire.data.random.Key;
import io.cofire.data.recordings.atis.AtisBinEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A folder of simulated recordings in the layout of N-MNIST: {@code Train/<class>/NNNNN.bin} and
 * {@code Test/<class>/NNNNN.bin}. The same values always give the same bytes.
 *
 * @param seed decides every recording
 * @param trainPerClass recordings of each class in Train, at least 1
 * @param testPerClass recordings of each class in Test, at least 1
 */
public record GestureFolder(long seed, int trainPerClass, int testPerClass) {

  private static final int MOST_PER_CLASS = 100_000; // names have five digits

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if one is not in 1..100000
   */
  public GestureFolder {
    requireCount("train recordings a class", trainPerClass);
    requireCount("test recordings a class", testPerClass);
  }

  private record Recording(String split, Gesture gesture, int number) {
    String path() {
      return String.format(Locale.ROOT, "%s/%s/%05d.bin", split, gesture.folder(), number);
    }
  }

  /** Writes the folder without telling how far it has come. */
  public int write(Path directory) throws IOException {
    return write(directory, (recordings, total) -> {});
  }

  /**
   * Writes the folder: beside its place first, then moved there, so that half of it is never taken
   * for whole.
   *
   * @param directory the folder; it must not exist or be empty
   * @param progress hears how far it has come
   * @return number of recordings
   * @throws IOException if the folder holds something or cannot be written
   */
  public int write(Path directory, SimulationProgress progress) throws IOException {
    FreshFolder folder = FreshFolder.begin(directory);
    List<Recording> recordings = recordings();
    Key key = Key.of(seed).child("gestures");
    folder.fill(recordings, (recording, root) -> write(root, recording, key), progress);
    folder.done();
    return recordings.size();
  }

  private List<Recording> recordings() {
    List<Recording> recordings = new ArrayList<>();
    for (Gesture gesture : Gesture.values()) {
      for (int i = 0; i < trainPerClass; i++) {
        recordings.add(new Recording("Train", gesture, i));
      }
      for (int i = 0; i < testPerClass; i++) {
        recordings.add(new Recording("Test", gesture, i));
      }
    }
    return recordings;
  }

  private static void write(Path root, Recording recording, Key key) throws IOException {
    Key own =
        key.child(recording.split()).child(recording.gesture().folder()).child(recording.number());
    byte[] bytes = AtisBinEncoder.encode(GestureSimulator.simulate(recording.gesture(), own));
    FreshFolder.write(root.resolve(recording.path()), bytes);
  }

  static void requireCount(String what, int count) {
    if (count < 1 || count > MOST_PER_CLASS) {
      throw new InvalidValue(
          "number of " + what,
          count,
          String.format(Locale.ROOT, "must be in 1..%d", MOST_PER_CLASS));
    }
  }
}
