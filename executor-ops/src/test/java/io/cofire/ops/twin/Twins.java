package io.cofire.ops.twin;

import java.util.List;

/** What every twin test runs on. */
final class Twins {

  /** Engines under test. */
  static final List<String> ENGINES = List.of("reference", "nd4j", "libtorch");

  private Twins() {}
}
