package io.cofire.data.simulate;

import io.cofire.data.random.Key;
import io.cofire.data.recordings.AtisBinEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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
      return "%s/%s/%05d.bin".formatted(split, gesture.folder(), number);
    }
  }

  /**
   * Writes the folder: beside its place first, then moved there, so that half of it is never taken
   * for whole.
   *
   * @param directory the folder; it must not exist or be empty
   * @return number of recordings
   * @throws IOException if the folder holds something or cannot be written
   */
  public int write(Path directory) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    requireEmpty(target);
    Path temporary = target.resolveSibling("." + target.getFileName() + ".simulating");
    delete(temporary);
    List<Recording> recordings = recordings();
    Key key = Key.of(seed).child("gestures");
    try {
      recordings.parallelStream().forEach(recording -> write(temporary, recording, key));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Files.deleteIfExists(target);
    Files.move(temporary, target);
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

  private static void write(Path root, Recording recording, Key key) {
    Key own =
        key.child(recording.split()).child(recording.gesture().folder()).child(recording.number());
    byte[] bytes = AtisBinEncoder.encode(GestureSimulator.simulate(recording.gesture(), own));
    Path file = root.resolve(recording.path());
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> inside = Files.list(directory)) {
      if (inside.findAny().isPresent()) {
        throw new IOException(
            "Cannot simulate into %s: the folder is not empty; delete it or choose another"
                .formatted(directory));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(directory)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void requireCount(String what, int count) {
    if (count < 1 || count > MOST_PER_CLASS) {
      throw new IllegalArgumentException(
          "Invalid number of %s: %d (must be in 1..%d)".formatted(what, count, MOST_PER_CLASS));
    }
  }
}
