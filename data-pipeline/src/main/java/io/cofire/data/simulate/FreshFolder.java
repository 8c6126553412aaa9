package io.cofire.data.simulate;

import io.cofire.data.files.RefusedChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A folder that is filled beside its place and then moved there, so that half of it is never taken
 * for whole.
 */
final class FreshFolder {

  private static final String INTO = "simulate into";

  private final Path target;
  private final Path temporary;

  private FreshFolder(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /** Makes one file or a few, below a root; threads call it at the same time. */
  @FunctionalInterface
  interface Maker<T> {
    void make(T item, Path root) throws IOException;
  }

  /**
   * Begins a folder.
   *
   * @throws IOException if there is something in it already
   * @throws RefusedChange if it cannot be made
   */
  static FreshFolder begin(Path directory) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    requireEmpty(target);
    Path temporary = target.resolveSibling("." + target.getFileName() + ".simulating");
    try {
      delete(temporary);
      Files.createDirectories(temporary);
    } catch (IOException e) {
      throw RefusedChange.of(INTO, target, e);
    }
    return new FreshFolder(target, temporary);
  }

  /** Where its files go until it is done. */
  Path root() {
    return temporary;
  }

  /** Makes all items, on as many threads as there are processors. */
  <T> void fill(List<T> items, Maker<T> maker, SimulationProgress progress) throws IOException {
    AtomicInteger done = new AtomicInteger();
    try {
      items.parallelStream()
          .forEach(
              item -> {
                make(maker, item);
                progress.update(done.incrementAndGet(), items.size());
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private <T> void make(Maker<T> maker, T item) {
    try {
      maker.make(item, temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves it to its place. */
  void done() throws IOException {
    try {
      Files.deleteIfExists(target);
      Files.move(temporary, target);
    } catch (IOException e) {
      throw RefusedChange.of(INTO, target, e);
    }
  }

  /** Writes a file and the folders above it. */
  static void write(Path file, byte[] bytes) throws IOException {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw RefusedChange.of("write", file, e);
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> inside = Files.list(directory)) {
      if (inside.findAny().isPresent()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "Cannot simulate into %s: the folder is not empty; delete it or choose another",
                directory));
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
}
