package io.cofire.tests.architecture.planted.data.shards;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;

@Breaks(Wall.EXCEPTIONS_SAY_WHAT_THEY_ARE)
final class MuteException extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
