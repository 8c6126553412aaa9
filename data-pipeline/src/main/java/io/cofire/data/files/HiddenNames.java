package io.cofire.data.files;

import io.cofire.data.files.PassedOver.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * Which files and folders are hidden, whatever the layout: those whose name begins with a dot, and
 * those that Hadoop and Spark write beside their results. Other names with {@code _} are not.
 */
final class HiddenNames {

  private static final String MACOS_FOLDER = "__MACOSX";
  private static final String MACOS_FILE = "._";
  private static final Set<String> OF_JOBS =
      Set.of(
          "_SUCCESS",
          "_temporary",
          "_metadata",
          "_common_metadata",
          "_spark_metadata",
          "_delta_log",
          "_logs");

  private HiddenNames() {}

  /** Why a file or folder of this name is hidden; empty if it is not. */
  static Optional<Reason> reason(String name) {
    if (name.startsWith(MACOS_FILE) || name.equals(MACOS_FOLDER)) {
      return Optional.of(Reason.MACOS);
    }
    return name.startsWith(".") || OF_JOBS.contains(name)
        ? Optional.of(Reason.HIDDEN)
        : Optional.empty();
  }

  /** The topmost part of a path that is hidden; empty if none is. */
  static Optional<PassedOver> in(String path) {
    int from = 0;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      Optional<Reason> reason = reason(path.substring(from, to));
      if (reason.isPresent()) {
        return Optional.of(new PassedOver(path.substring(0, to), reason.get()));
      }
      from = to + 1;
    }
    return Optional.empty();
  }
}
