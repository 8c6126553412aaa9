package io.cofire.ops.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Where this machine's loader finds shared libraries, in its order: beside the engine's own in the
 * package's jars, the folders of LD_LIBRARY_PATH, the cache that ldconfig made, the usual folders.
 *
 * @param bundled whether the package's jars hold a file
 * @param path LD_LIBRARY_PATH
 * @param cached what ldconfig lists
 * @param usual folders that need no listing
 */
record LibrarySearch(
    Predicate<String> bundled, List<Path> path, Set<String> cached, List<Path> usual) {

  private static final List<Path> USUAL =
      List.of(
          Path.of("/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/lib/aarch64-linux-gnu"),
          Path.of("/usr/lib/aarch64-linux-gnu"),
          Path.of("/lib64"),
          Path.of("/usr/lib64"),
          Path.of("/lib"),
          Path.of("/usr/lib"));

  /** Where installers of CUDA leave libraries, which the loader may not be told of. */
  private static final Map<Path, String> INSTALLED =
      Map.of(
          Path.of("/usr/local"), "cuda*/lib64",
          Path.of("/usr/local/cuda"), "targets/*/lib",
          Path.of("/opt"), "cuda*/lib64",
          Path.of("/usr/lib"), "wsl/lib");

  private static final List<String> LIST = List.of("/sbin/ldconfig", "-p");
  private static final long PATIENCE_SECONDS = 5;

  /**
   * Of this process.
   *
   * @param own folders that the engine's libraries name themselves
   */
  static LibrarySearch here(Predicate<String> bundled, List<String> own) {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("LD_LIBRARY_PATH", "").split(":", -1)) {
      if (!folder.isBlank()) {
        folders.add(Path.of(folder));
      }
    }
    List<Path> known = new ArrayList<>(own.stream().map(Path::of).toList());
    known.addAll(USUAL);
    return new LibrarySearch(bundled, folders, cache(), known);
  }

  private static Set<String> cache() {
    Set<String> names = new HashSet<>();
    try {
      Process list = new ProcessBuilder(LIST).redirectErrorStream(true).start();
      try {
        String said = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        said.lines().map(line -> line.strip().split("\\s", 2)[0]).forEach(names::add);
        list.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } finally {
        list.destroyForcibly();
      }
    } catch (IOException e) {
      return names; // a system without ldconfig: the folders tell
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return names;
  }

  boolean finds(String file) {
    return bundled.test(file)
        || cached.contains(file)
        || path.stream().anyMatch(folder -> Files.exists(folder.resolve(file)))
        || usual.stream().anyMatch(folder -> Files.exists(folder.resolve(file)));
  }

  /** A folder that holds a file, but in which the loader does not look. */
  static Optional<Path> elsewhere(String file) {
    for (Map.Entry<Path, String> place : INSTALLED.entrySet()) {
      for (Path folder : folders(place.getKey(), place.getValue())) {
        if (Files.exists(folder.resolve(file))) {
          return Optional.of(folder);
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> folders(Path root, String pattern) {
    List<Path> found = new ArrayList<>();
    String[] parts = pattern.split("/", 2);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, parts[0])) {
      for (Path entry : entries) {
        if (parts.length == 1) {
          found.add(entry);
        } else {
          found.addAll(folders(entry, parts[1]));
        }
      }
    } catch (IOException e) {
      return List.of(); // no such folder
    }
    return found;
  }

  /** The places, for an error. */
  @Override
  public String toString() {
    String variable =
        path.isEmpty()
            ? "LD_LIBRARY_PATH (which is not set)"
            : "LD_LIBRARY_PATH ("
                + String.join(":", path.stream().map(Path::toString).toList())
                + ")";
    return "the package's jars, " + variable + ", what ldconfig -p lists and the system's folders";
  }
}
