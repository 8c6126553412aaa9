package io.cofire.driver.cli;

import org.apache.hadoop.fs.Path;

/** Paths as people write them. */
final class Places {

  private Places() {}

  /** A local path without its scheme, any other whole. */
  static String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }
}
