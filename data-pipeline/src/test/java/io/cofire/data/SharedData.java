package io.cofire.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of real recordings and images, {@code ../shared/data} beside the project; it is never
 * part of the project, so tests that need it are skipped where it is missing.
 */
public final class SharedData {

  private SharedData() {}

  /** The folder, or skips the calling test with a clear message. */
  public static Path require(String name) {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null) {
      Path candidate = directory.resolve("shared").resolve("data").resolve(name);
      if (Files.exists(candidate)) {
        return candidate;
      }
      directory = directory.getParent();
    }
    assumeTrue(false, "Skipped: no shared/data/" + name + " in any folder above the project");
    throw new IllegalStateException("unreachable");
  }
}
