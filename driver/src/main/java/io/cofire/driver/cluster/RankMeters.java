package io.cofire.driver.cluster;

import io.cofire.driver.run.Meters;
import io.cofire.driver.run.RankTimes;

/** One rank's figures among its executor's metrics: {@code cofire.rank3.forwardSeconds}. */
final class RankMeters implements AutoCloseable {

  private final Meters meters;
  private RankTimes total;

  RankMeters(int rank, RankHosts crew) {
    this.meters = new Meters("cofire.rank" + rank);
    this.total = RankTimes.zero(rank, crew.label(rank));
  }

  /** Adds a step; the gauges are sums since the rank began. */
  void step(long step, RankTimes times) {
    total = total.plus(times);
    meters.set("step", step);
    meters.set("dataSeconds", total.dataSeconds());
    meters.set("forwardSeconds", total.forwardSeconds());
    meters.set("backwardSeconds", total.backwardSeconds());
    meters.set("statisticsSeconds", total.statisticsSeconds());
    meters.set("gradientsSeconds", total.gradientsSeconds());
    meters.set("updateSeconds", total.updateSeconds());
    meters.set("bytesSent", total.bytesSent());
  }

  @Override
  public void close() {
    meters.close();
  }
}
