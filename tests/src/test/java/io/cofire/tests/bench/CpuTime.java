package io.cofire.tests.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * How long work keeps one core busy: processor time of the whole process, so that the garbage
 * collector counts and other people's work on a shared machine does not.
 *
 * @param medianSeconds the median of all rounds
 * @param fastestSeconds the fastest round
 * @param slowestSeconds the slowest round
 */
record CpuTime(double medianSeconds, double fastestSeconds, double slowestSeconds) {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final double ROUND_SECONDS = 0.4; // some systems count in steps of 10 ms

  /** Work that fails only if the benchmark is wrong. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Times the work, repeated so that a round is long beside the clock's step, after warming up. */
  static CpuTime of(int rounds, Work work) throws Exception {
    return alternating(rounds, work).get(0);
  }

  /** Times several, a round of each in turn, so that what slows the machine slows them alike. */
  static List<CpuTime> alternating(int rounds, Work... works) throws Exception {
    int[] repeats = new int[works.length];
    for (int w = 0; w < works.length; w++) {
      repeats[w] = 1;
      while (round(repeats[w], works[w]) < ROUND_SECONDS / 2) {
        repeats[w] *= 2;
      }
    }
    double[][] seconds = new double[works.length][rounds];
    for (int i = 0; i < rounds; i++) {
      for (int w = 0; w < works.length; w++) {
        seconds[w][i] = round(2 * repeats[w], works[w]) / (2 * repeats[w]);
      }
    }
    return Arrays.stream(seconds).map(CpuTime::ofRounds).toList();
  }

  private static CpuTime ofRounds(double[] seconds) {
    Arrays.sort(seconds);
    return new CpuTime(seconds[seconds.length / 2], seconds[0], seconds[seconds.length - 1]);
  }

  private static double round(int repeats, Work work) throws Exception {
    long start = SYSTEM.getProcessCpuTime();
    for (int i = 0; i < repeats; i++) {
      work.run();
    }
    return (SYSTEM.getProcessCpuTime() - start) / 1e9;
  }

  /** Millions of things a second, by the median. */
  double millionsPerSecond(long things) {
    return things / medianSeconds / 1e6;
  }

  /** The same from the slowest to the fastest round. */
  String spread(long things) {
    return "%.0f-%.0f".formatted(things / slowestSeconds / 1e6, things / fastestSeconds / 1e6);
  }
}
