package io.cofire.driver.report;

import io.cofire.driver.run.RankTimes;
import io.cofire.driver.run.StepSplit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Where the time of the training's steps went, ready to print.
 *
 * @param phases parts of the mean rank's time, in the order in which they happen
 * @param ranks a row a rank, the busiest first where there are many
 * @param summary who was the slowest and what was sent
 */
record StepShares(List<Phase> phases, List<RankRow> ranks, String summary) {

  private static final int MOST_ROWS = 16;
  private static final double MEGA = 1e6;

  private static final List<Part> PARTS =
      List.of(
          new Part("data", RankTimes::dataSeconds),
          new Part("forward", RankTimes::forwardSeconds),
          new Part("statistics exchange", RankTimes::statisticsSeconds),
          new Part("backward", RankTimes::backwardSeconds),
          new Part("gradient exchange", RankTimes::gradientsSeconds),
          new Part("update", RankTimes::updateSeconds));

  private record Part(String name, ToDoubleFunction<RankTimes> seconds) {}

  /**
   * One part of the bar.
   *
   * @param place chooses its colour
   * @param share percent of the whole
   */
  record Phase(String name, int place, String seconds, String share) {}

  /** One rank's seconds, part by part, and how long it was busy in all. */
  record RankRow(int rank, String host, List<String> seconds, String busy, boolean slowest) {}

  /** Of ranks that have trained; at least one. */
  static StepShares of(List<RankTimes> ranks) {
    StepSplit split = StepSplit.of(ranks);
    return new StepShares(phases(ranks), rows(ranks, split), summary(ranks, split));
  }

  /** Names of the parts, as heads of the table. */
  List<String> heads() {
    return PARTS.stream().map(Part::name).toList();
  }

  private static List<Phase> phases(List<RankTimes> ranks) {
    double[] means = PARTS.stream().mapToDouble(part -> mean(ranks, part)).toArray();
    double whole =
        Math.max(1e-9, IntStream.range(0, means.length).mapToDouble(i -> means[i]).sum());
    return IntStream.range(0, means.length)
        .mapToObj(
            i ->
                new Phase(
                    PARTS.get(i).name(),
                    i,
                    seconds(means[i]),
                    String.format(Locale.ROOT, "%.1f", 100 * means[i] / whole)))
        .toList();
  }

  private static double mean(List<RankTimes> ranks, Part part) {
    return ranks.stream().mapToDouble(part.seconds()).average().orElse(0);
  }

  private static List<RankRow> rows(List<RankTimes> ranks, StepSplit split) {
    Comparator<RankTimes> busiest = Comparator.comparingDouble(RankTimes::busySeconds).reversed();
    List<RankTimes> shown =
        ranks.size() <= MOST_ROWS
            ? ranks
            : ranks.stream().sorted(busiest).limit(MOST_ROWS).toList();
    return shown.stream()
        .map(
            times ->
                new RankRow(
                    times.rank(),
                    times.host(),
                    PARTS.stream()
                        .map(part -> seconds(part.seconds().applyAsDouble(times)))
                        .toList(),
                    seconds(times.busySeconds()),
                    ranks.size() > 1 && times.rank() == split.slowest().rank()))
        .toList();
  }

  private static String summary(List<RankTimes> ranks, StepSplit split) {
    if (ranks.size() == 1) {
      return "One rank, which exchanged nothing.";
    }
    StepSplit.Slowest slowest = split.slowest();
    double busy = ranks.stream().mapToDouble(RankTimes::busySeconds).average().orElse(0);
    return String.format(
        Locale.ROOT,
        "The slowest rank was %d on %s: busy for %s, %.1f %%, longer than the mean rank. The hosts sent %,.1f MB to each other.",
        slowest.rank(),
        slowest.host(),
        seconds(slowest.behindSeconds()),
        busy == 0 ? 0 : 100 * slowest.behindSeconds() / busy,
        split.bytesSent() / MEGA);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 100 ? "%.2f s" : "%.0f s", seconds);
  }
}
