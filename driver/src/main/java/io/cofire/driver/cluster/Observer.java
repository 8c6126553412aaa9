package io.cofire.driver.cluster;

import io.cofire.data.readahead.ReadFigures;
import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.StepTotals;
import io.cofire.ops.rank.StepResult;
import io.cofire.ops.rank.StepTimes;
import io.cofire.ops.rank.Watching;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What one rank notes of the steps of an attempt: where the time of each rank went. */
final class Observer implements AutoCloseable {

  private static final double NANOS = 1e9;

  private final int rank;
  private final RankHosts crew;
  private final int everySteps;
  private final RankMeters meters;
  private final List<RankTimes> ranks = new ArrayList<>();
  private final List<String> alarms = new ArrayList<>();
  private long bytesTold;

  /**
   * An observer of one rank's attempt.
   *
   * @param reads what this host has read so far
   * @param everySteps steps between two whose spikes are counted
   */
  Observer(int rank, RankHosts crew, Supplier<ReadFigures> reads, int everySteps) {
    this.rank = rank;
    this.crew = crew;
    this.everySteps = everySteps;
    this.meters = new RankMeters(rank, crew, reads);
  }

  /**
   * What the step counts that comes after so many; the first of an attempt and the last of an epoch
   * always count spikes.
   */
  Watching watching(long step, boolean lastOfEpoch) {
    return ranks.isEmpty() || lastOfEpoch || (step + 1) % everySteps == 0
        ? Watching.SPIKES
        : Watching.NOTHING;
  }

  /** This rank's times of a step, for all. */
  RankTimes times(long dataNanos, StepResult mine) {
    StepTimes times = mine.times();
    long bytes = crew.bytesSent(rank);
    RankTimes told =
        new RankTimes(
            rank,
            crew.label(rank),
            dataNanos / NANOS,
            times.forward() / NANOS,
            times.backward() / NANOS,
            times.statistics() / NANOS,
            times.gradients() / NANOS,
            times.update() / NANOS,
            bytes - bytesTold);
    bytesTold = bytes;
    return told;
  }

  /** Adds what all ranks have told of a step. */
  void step(long step, StepTotals totals) {
    if (ranks.isEmpty()) {
      ranks.addAll(totals.ranks());
    } else {
      ranks.replaceAll(sum -> sum.plus(totals.ranks().get(sum.rank())));
    }
    meters.step(step, totals.ranks().get(rank));
  }

  /** Keeps alarms for the report. */
  void raised(List<String> more) {
    alarms.addAll(more);
  }

  /** Where each rank's time went so far, by rank; empty before the first step. */
  List<RankTimes> ranks() {
    return List.copyOf(ranks);
  }

  /** All alarms so far, on the rank that looks for them. */
  List<String> alarms() {
    return List.copyOf(alarms);
  }

  @Override
  public void close() {
    meters.close();
  }
}
