package io.cofire.driver.run;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Where the time of a step, or of many, went: the mean over the ranks, which all take as long.
 *
 * @param dataSeconds waiting for minibatches
 * @param forwardSeconds forward and loss
 * @param backwardSeconds backward
 * @param statisticsSeconds in the exchange of norms' statistics, waiting for other ranks included
 * @param gradientsSeconds in the sum of the gradients, waiting included
 * @param updateSeconds updating the parameters
 * @param bytesSent between hosts, all together
 * @param slowest the rank that the others wait for
 */
public record StepSplit(
    double dataSeconds,
    double forwardSeconds,
    double backwardSeconds,
    double statisticsSeconds,
    double gradientsSeconds,
    double updateSeconds,
    long bytesSent,
    Slowest slowest)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * The rank that was busy longest.
   *
   * @param host where it is
   * @param behindSeconds how much longer than the mean of all ranks it was busy
   */
  public record Slowest(int rank, String host, double behindSeconds) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Of all ranks' times, at least one. */
  public static StepSplit of(List<RankTimes> ranks) {
    RankTimes slowest =
        ranks.stream().max(Comparator.comparingDouble(RankTimes::busySeconds)).orElseThrow();
    double busy = mean(ranks, RankTimes::busySeconds);
    return new StepSplit(
        mean(ranks, RankTimes::dataSeconds),
        mean(ranks, RankTimes::forwardSeconds),
        mean(ranks, RankTimes::backwardSeconds),
        mean(ranks, RankTimes::statisticsSeconds),
        mean(ranks, RankTimes::gradientsSeconds),
        mean(ranks, RankTimes::updateSeconds),
        ranks.stream().mapToLong(RankTimes::bytesSent).sum(),
        new Slowest(slowest.rank(), slowest.host(), slowest.busySeconds() - busy));
  }

  private static double mean(List<RankTimes> ranks, ToDoubleFunction<RankTimes> part) {
    return ranks.stream().mapToDouble(part).sum() / ranks.size();
  }
}
