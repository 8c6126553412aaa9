package io.cofire.tests.bench;

import io.cofire.tests.bench.ExchangeRun.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What ranks say to each other, between two processes over the loopback address: norm statistics
 * and gradients by Cofire's exchange, beside plain sockets in the same processes by turns, Spark's
 * {@code BarrierTaskContext.allGather}, and a round of Deeplearning4j's parameter averaging.
 */
public final class ExchangeBench {

  private static final double GATHER_AIM_MICROS = 150;
  private static final double SUM_AIM = 0.5;

  private ExchangeBench() {}

  /**
   * Prints the table.
   *
   * @param args a folder for Spark's files; then {@code sockets} for the exchange alone
   */
  public static void main(String[] args) {
    WholeProcess.end(() -> run(args));
  }

  private static void run(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    System.out.printf(
        "Two processes on the loopback address, %d processors%n%n",
        Runtime.getRuntime().availableProcessors());
    Times times = ExchangeRun.measure();
    System.out.printf("%-52s %12s %12s %12s%n", "2 x 512 floats each way", "p50 us", "p95 us", "");
    row("Cofire's gather", times.gather());
    row("plain sockets, blocking", times.ping());
    System.out.printf(
        "%n%-52s %12s %12s %12s%n", "85 MB each way", "median ms", "fastest ms", "GB/s each way");
    throughput("Cofire's sum, in rank order", times.sum());
    throughput("plain socket copy, both ways at once", times.copy());
    System.out.printf(
        "%n%-52s %12s %12s%n",
        "sew-resnet18 at 64x64, 1 thread a process", "median ms", "fastest ms");
    milliseconds("step, gradients (47 MB) summed behind the backward", times.after());
    milliseconds("step, gradients summed in buckets during it", times.during());
    if (args.length < 2) {
      spark(Files.createDirectories(Path.of(args[0])));
    }
    System.out.printf(
        "%ngather %.0f us (aim %.0f); sum at %.2f of the plain socket copy's speed (aim %.1f), %.2f to %.2f over %d pairs%n",
        times.gather().median() * 1e6,
        GATHER_AIM_MICROS,
        times.ratio(0.5),
        SUM_AIM,
        times.ratio(0),
        times.ratio(1),
        times.sum().count());
  }

  private static void spark(Path folder) throws IOException, InterruptedException {
    try (SparkPeers peers = SparkPeers.start(folder)) {
      System.out.printf("%n%-52s %12s%n", "Spark and Deeplearning4j, two executors", "median ms");
      System.out.printf(
          "%-52s %12.0f%n", "allGather of 2 x 512 floats", 1e3 * peers.allGatherSeconds());
      SparkPeers.Round round = peers.averagingSeconds();
      System.out.printf(
          "%-52s %12.0f%n",
          "averaging round of %,d parameters (%.0f MB)"
              .formatted(round.parameters(), round.parameters() * 4 / 1e6),
          1e3 * round.seconds());
    }
  }

  private static void row(String what, Spread spread) {
    System.out.printf(
        "%-52s %12.0f %12.0f%n", what, spread.median() * 1e6, spread.quantile(0.95) * 1e6);
  }

  private static void milliseconds(String what, Spread spread) {
    System.out.printf(
        "%-52s %12.0f %12.0f%n", what, spread.median() * 1e3, spread.quantile(0) * 1e3);
  }

  private static void throughput(String what, Spread spread) {
    System.out.printf(
        "%-52s %12.0f %12.0f %12.2f%n",
        what,
        spread.median() * 1e3,
        spread.quantile(0) * 1e3,
        ExchangeRun.VECTOR_BYTES / spread.median() / 1e9);
  }
}
