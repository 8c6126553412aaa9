package io.cofire.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a command took: the processor time of all its threads, and the time on the clock.
 *
 * @param cpuSeconds of it and every process that it started
 * @param wallSeconds from start to end
 */
record CommandTime(double cpuSeconds, double wallSeconds) {

  /** Longer than any. */
  static final CommandTime WORST = new CommandTime(Double.MAX_VALUE, Double.MAX_VALUE);

  private static final long LIMIT_MINUTES = 30;

  /**
   * Runs a command, which must succeed, under the shell's {@code time}.
   *
   * @param log takes what it prints
   */
  static CommandTime of(Path log, String... command) throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>();
    timed.addAll(List.of("bash", "-c", "TIMEFORMAT='%U %S %R'; time \"$@\"", "bash"));
    timed.addAll(Arrays.asList(command));
    Process process =
        new ProcessBuilder(timed).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("Cannot time " + timed + "; see " + log);
    }
    List<String> lines = Files.readAllLines(log);
    String[] seconds = lines.get(lines.size() - 1).split(" ", -1);
    return new CommandTime(
        Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]),
        Double.parseDouble(seconds[2]));
  }

  /** The one that took less processor time. */
  CommandTime less(CommandTime other) {
    return other.cpuSeconds < cpuSeconds ? other : this;
  }

  /** What is left when another command's time is taken away. */
  CommandTime without(CommandTime other) {
    return new CommandTime(cpuSeconds - other.cpuSeconds, wallSeconds - other.wallSeconds);
  }

  /** A part of it. */
  CommandTime over(int parts) {
    return new CommandTime(cpuSeconds / parts, wallSeconds / parts);
  }
}
