package io.cofire.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What all processes of this machine have taken of its cores so far, in the kernel's ticks.
 *
 * @param idle ticks without work
 * @param all ticks
 */
record CoreLoad(long idle, long all) {

  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;
  private static final int FIRST_OF_GUESTS = 8; // counted elsewhere already

  static CoreLoad now() throws IOException {
    String line = Files.readAllLines(Path.of("/proc/stat")).get(0);
    long[] ticks =
        Arrays.stream(line.split("\\s+"))
            .skip(1)
            .limit(FIRST_OF_GUESTS)
            .mapToLong(Long::parseLong)
            .toArray();
    return new CoreLoad(ticks[IDLE] + ticks[WAITING_FOR_DISK], Arrays.stream(ticks).sum());
  }

  /** The busy share of all cores since then. */
  double since(CoreLoad then) {
    return 1 - (idle - then.idle) / (double) Math.max(1, all - then.all);
  }
}
