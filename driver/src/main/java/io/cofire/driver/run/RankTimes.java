package io.cofire.driver.run;

import java.io.Serializable;

/**
 * Where one rank's time went, in a step or in a run.
 *
 * @param rank 0 to W-1
 * @param host names the process that holds it, such as {@code node-7 (executor 2)}
 * @param dataSeconds waiting for minibatches
 * @param forwardSeconds forward and loss
 * @param backwardSeconds backward
 * @param statisticsSeconds in the exchange of norms' statistics, waiting for other ranks included
 * @param gradientsSeconds in the sum of the gradients, waiting included
 * @param updateSeconds updating the parameters
 * @param bytesSent to other hosts, by all ranks of this host; told by the first of them, else 0
 */
public record RankTimes(
    int rank,
    String host,
    double dataSeconds,
    double forwardSeconds,
    double backwardSeconds,
    double statisticsSeconds,
    double gradientsSeconds,
    double updateSeconds,
    long bytesSent)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A rank that has done nothing yet. */
  public static RankTimes zero(int rank, String host) {
    return new RankTimes(rank, host, 0, 0, 0, 0, 0, 0, 0);
  }

  /** What the rank did itself: all but the exchanges, which take every rank as long. */
  public double busySeconds() {
    return dataSeconds + forwardSeconds + backwardSeconds + updateSeconds;
  }

  /** In exchanges: what the others took longer, and the exchange itself. */
  public double exchangeSeconds() {
    return statisticsSeconds + gradientsSeconds;
  }

  /** These and another step's of the same rank. */
  public RankTimes plus(RankTimes other) {
    return new RankTimes(
        rank,
        host,
        dataSeconds + other.dataSeconds,
        forwardSeconds + other.forwardSeconds,
        backwardSeconds + other.backwardSeconds,
        statisticsSeconds + other.statisticsSeconds,
        gradientsSeconds + other.gradientsSeconds,
        updateSeconds + other.updateSeconds,
        bytesSent + other.bytesSent);
  }
}
