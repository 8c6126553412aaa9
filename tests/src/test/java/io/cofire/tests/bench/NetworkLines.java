package io.cofire.tests.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines of {@link NetworkBench}, and what they come to. */
final class NetworkLines {

  private static final double BUSY = 0.8;
  private static final double MOSTLY_WIRE = 0.25;
  private static final double NEAR = 1.25;

  private final List<Row> rows = new ArrayList<>();

  private record Row(double ratio, double undelayed, double busy) {}

  /**
   * Adds a line.
   *
   * @param ratio the model's time over the measured one
   * @param undelayed share of it that it takes without delay and rate: processors' time
   * @param busy share of all cores
   */
  void add(double ratio, double undelayed, double busy) {
    rows.add(new Row(ratio, undelayed, busy));
  }

  /** Says how far the model is from what was measured. */
  void conclude(PrintStream out) {
    List<Row> wired = rows.stream().filter(row -> row.undelayed < MOSTLY_WIRE).toList();
    List<Row> free = rows.stream().filter(row -> row.busy < BUSY).toList();
    out.printf(
        "%n%d of %d lines are the network's: without delay and rate they take less than %.0f %%; %d of"
            + " these are within 25 %%%n",
        wired.size(),
        rows.size(),
        100 * MOSTLY_WIRE,
        wired.stream().filter(row -> distance(row.ratio) <= NEAR).count());
    out.printf(
        "%d of %d lines had free cores (less than %.0f %% busy); %d of these are within 25 %%%n",
        free.size(),
        rows.size(),
        100 * BUSY,
        free.stream().filter(row -> distance(row.ratio) <= NEAR).count());
    out.printf(
        "worst model/measured of the network's lines: %s; with free cores: %s; of all: %s%n",
        worst(wired), worst(free), worst(rows));
  }

  /** How far from 1, whichever way. */
  private static double distance(double ratio) {
    return ratio > 0 ? Math.max(ratio, 1 / ratio) : Double.POSITIVE_INFINITY;
  }

  private static String worst(List<Row> rows) {
    return rows.stream()
        .max(Comparator.comparingDouble(row -> distance(row.ratio)))
        .map(row -> "%.2f".formatted(row.ratio))
        .orElse("no line");
  }
}
