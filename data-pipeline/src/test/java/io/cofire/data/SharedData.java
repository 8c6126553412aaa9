package io.cofire.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of real recordings and images, {@code ../shared/data} beside the project; it is never
 * part of the project, so tests that need it are skipped where it is missing.
 */
public final class SharedData {

  private SharedData() {}

  /** The folder, or skips the calling test with a clear message. */
  public static Path require(String name) {
    Optional<Path> found = find(name);
    assumeTrue(
        found.isPresent(), "Skipped: no shared/data/" + name + " in any folder above the project");
    return found.orElseThrow();
  }

  /** The folder or file, where there is one. */
  public static Optional<Path> find(String name) {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null) {
      Path candidate = directory.resolve("shared").resolve("data").resolve(name);
      if (Files.exists(candidate)) {
        return Optional.of(candidate);
      }
      directory = directory.getParent();
    }
    return Optional.empty();
  }
}
