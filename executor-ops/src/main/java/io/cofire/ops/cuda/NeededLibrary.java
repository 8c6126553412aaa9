package io.cofire.ops.cuda;

import java.util.List;
import java.util.function.Predicate;

/**
 * Shared libraries that a GPU package loads and does not hold.
 *
 * @param product what brings them
 * @param files their names, as the loader looks for them
 */
record NeededLibrary(String product, List<String> files) {

  NeededLibrary(String product, String... files) {
    this(product, List.of(files));
  }

  NeededLibrary without(Predicate<String> found) {
    return new NeededLibrary(product, files.stream().filter(file -> !found.test(file)).toList());
  }

  boolean isSome() {
    return !files.isEmpty();
  }

  @Override
  public String toString() {
    return String.join(", ", files) + " of " + product;
  }
}
