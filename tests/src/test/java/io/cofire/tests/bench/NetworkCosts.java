package io.cofire.tests.bench;

import io.cofire.driver.exchange.ExchangeWays;
import io.cofire.tests.bench.ScalingModel.Costs;
import io.cofire.tests.network.HostNetwork;
import io.cofire.tests.network.Meeting;
import io.cofire.tests.network.Servant;
import java.time.Duration;
import java.util.List;

/**
 * What the exchange costs between the hosts of a {@link HostNetwork}. Processor time counts with
 * what the wire takes of it: it shares the cores here.
 */
final class NetworkCosts {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration SOME_DELAY = Duration.ofNanos(200_000);
  private static final int FOLDS = 600; // of an order, with those that warm up
  private static final int SUMS = 10;
  private static final int SUM_FLOATS = 2_000_000;

  private final HostNetwork network;
  private final List<Servant> hosts;
  private final String folds;

  /**
   * Costs that are not measured yet.
   *
   * @param values of an exchange of statistics
   */
  NetworkCosts(HostNetwork network, List<Servant> hosts, int values) {
    this.network = network;
    this.hosts = hosts;
    this.folds = "folds " + values;
  }

  Costs measure() throws Exception {
    network.delay(SOME_DELAY);
    return ScalingCosts.measure(fold(), message(), sumByte());
  }

  /** Statistics between two processes, on the bridge. */
  private double fold() throws Exception {
    try (Meeting two =
        Meeting.of(
            hosts.subList(0, 2),
            1,
            ExchangeWays.ALL_TO_ALL,
            DEADLINE,
            HostNetwork::bridgeAddress)) {
      return Double.parseDouble(two.all(folds).get(0));
    }
  }

  private double message() throws Exception {
    try (Meeting all = meeting(hosts)) {
      all.all(folds);
      double before = network.processorSeconds();
      all.all(folds);
      int messages = FOLDS * hosts.size() * (hosts.size() - 1);
      return (network.processorSeconds() - before) / messages;
    }
  }

  /** Of two hosts each sends the sum's own size. */
  private double sumByte() throws Exception {
    try (Meeting two = meeting(hosts.subList(0, 2))) {
      String sums = "sums " + SUM_FLOATS + " " + SUMS;
      two.all(sums);
      double before = network.processorSeconds();
      two.all(sums);
      return (network.processorSeconds() - before) / (2.0 * SUMS * SUM_FLOATS * Float.BYTES);
    }
  }

  private static Meeting meeting(List<Servant> hosts) throws Exception {
    return Meeting.of(hosts, 1, ExchangeWays.ALL_TO_ALL, DEADLINE, HostNetwork::address);
  }
}
