package io.cofire.tests.bench;

import io.cofire.tests.bench.ScalingRun.Measured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Two 1-core executors against one, each rank with the same work, on a real standalone cluster;
 * beside both, two executors that do not talk, which is what this machine can give at most. Then
 * what the measured costs say of larger clusters, see docs/scaling.md.
 */
public final class ScalingBench {

  private static final int ROUNDS = 5;
  private static final double AIM = 1.85;

  private ScalingBench() {}

  /** One round's three measurements, taken one after the other. */
  private record Round(Measured one, Measured two, Measured apart) {}

  /**
   * Prints the tables.
   *
   * @param args a folder for Spark and the runs, prepared shards, and settings of {@link
   *     ScalingTable} as {@code name=value}; {@code rounds=0} leaves the measurement out
   */
  public static void main(String[] args) {
    WholeProcess.end(() -> run(args));
  }

  private static void run(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<String> settings = new ArrayList<>(List.of(args).subList(2, args.length));
    int rounds = rounds(settings);
    if (rounds > 0) {
      try (ScalingRun run = ScalingRun.start(Path.of(args[0]), Path.of(args[1]))) {
        List<Round> measured = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
          Round next = new Round(run.one(), run.two(), run.apart());
          if (round > 0) { // the first one warms the executors up
            measured.add(next);
            System.out.printf("round %d of %d: %s%n", round, rounds, line(next));
          }
        }
        print(run, measured);
      }
    }
    ScalingTable.print(System.out, ScalingCosts.measure(), settings);
  }

  private static int rounds(List<String> settings) {
    for (String setting : List.copyOf(settings)) {
      if (setting.startsWith("rounds=")) {
        settings.remove(setting);
        return Integer.parseInt(setting.substring("rounds=".length()));
      }
    }
    return ROUNDS;
  }

  private static String line(Round round) {
    return "one %.1f samples/s, two %.1f (%.3f), two apart %.1f (%.3f)"
        .formatted(
            round.one.samplesPerSecond(),
            round.two.samplesPerSecond(),
            round.two.samplesPerSecond() / round.one.samplesPerSecond(),
            round.apart.samplesPerSecond(),
            round.apart.samplesPerSecond() / round.one.samplesPerSecond());
  }

  private static void print(ScalingRun run, List<Round> rounds) {
    System.out.printf("%n%s%n", run.describe());
    System.out.printf(
        "%n%-34s %10s %10s %10s%n",
        "median of %d rounds".formatted(rounds.size()), "one", "two", "two apart");
    row(rounds, "samples/s", Measured::samplesPerSecond, 1);
    row(rounds, "ms a step", Measured::stepSeconds, 1e3);
    row(rounds, "  waiting for data", m -> m.split().dataSeconds(), 1e3);
    row(rounds, "  forward", m -> m.split().forwardSeconds(), 1e3);
    row(rounds, "  backward", m -> m.split().backwardSeconds(), 1e3);
    row(rounds, "  statistics exchange", m -> m.split().statisticsSeconds(), 1e3);
    row(rounds, "  gradient exchange", m -> m.split().gradientsSeconds(), 1e3);
    row(rounds, "  update", m -> m.split().updateSeconds(), 1e3);
    row(rounds, "  result of the step, and notes", Measured::otherSeconds, 1e3);
    row(rounds, "slowest rank behind the mean, ms", m -> m.split().behindSeconds(), 1e3);
    row(rounds, "kB sent a step", m -> m.split().bytesSent(), 1e-3);
    ratio(rounds, "two against one (aim at least %.2f)".formatted(AIM), r -> speedup(r.two, r.one));
    ratio(rounds, "two apart against one", r -> speedup(r.apart, r.one));
    ratio(rounds, "two against two apart", r -> speedup(r.two, r.apart));
    System.out.println();
  }

  private static double speedup(Measured a, Measured b) {
    return a.samplesPerSecond() / b.samplesPerSecond();
  }

  private static void row(
      List<Round> rounds, String what, ToDoubleFunction<Measured> of, double factor) {
    System.out.printf(
        "%-34s %10.1f %10.1f %10.1f%n",
        what,
        factor * median(rounds, r -> of.applyAsDouble(r.one)),
        factor * median(rounds, r -> of.applyAsDouble(r.two)),
        factor * median(rounds, r -> of.applyAsDouble(r.apart)));
  }

  private static void ratio(List<Round> rounds, String what, Function<Round, Double> of) {
    double[] sorted = rounds.stream().mapToDouble(of::apply).sorted().toArray();
    System.out.printf(
        "%-40s %.3f (%.3f to %.3f)%n",
        what, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
    double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
