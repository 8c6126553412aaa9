package io.cofire.tests.architecture.planted.data.shards;

import io.cofire.tests.architecture.Breaks;
import io.cofire.tests.architecture.Wall;
import java.io.PrintStream;

final class LocalWords {

  private LocalWords() {}

  @Breaks(Wall.TEXT_IS_THE_SAME_IN_EVERY_LOCALE)
  static String step(long step) {
    return "step-%07d".formatted(step);
  }

  @Breaks(Wall.TEXT_IS_THE_SAME_IN_EVERY_LOCALE)
  @SuppressWarnings("StringCaseLocaleUsage") // the fault that is planted
  static String lower(String name) {
    return name.toLowerCase();
  }

  @Breaks(Wall.TEXT_IS_THE_SAME_IN_EVERY_LOCALE)
  static void print(PrintStream out, long step) {
    out.printf("%d%n", step);
  }
}
