package io.cofire.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.driver.exchange.Exchange;
import io.cofire.driver.exchange.ExchangeWays;
import io.cofire.driver.exchange.Identity;
import io.cofire.driver.exchange.Peer;
import io.cofire.driver.exchange.Placement;
import io.cofire.ops.collective.Collective;
import io.cofire.tests.bench.ScalingModel.Cluster;
import io.cofire.tests.bench.ScalingModel.Costs;
import io.cofire.tests.bench.ScalingModel.Step;
import io.cofire.tests.bench.ScalingModel.Work;
import io.cofire.tests.network.DelayedPort;
import io.cofire.tests.network.SleepingStep;
import io.cofire.tests.network.StepTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The formulas of docs/scaling.md against a step between two hosts with a known delay, so long that
 * nothing else takes much beside it. {@code deploy/bench.sh network} is the long form.
 */
class DelayedStepTest {

  private static final double DELAY = 0.1;
  private static final int STEPS = 5;
  private static final SleepingStep STEP = new SleepingStep(1, 16, 10_000, 1, 40_000);
  // What processes cost is nothing beside the delay.
  private static final Costs COSTS = new Costs(50e-6, 2e-6, 44e-6, 1.3e-9, 0.1e-9, 7e-9);

  @ParameterizedTest
  @CsvSource({"ALL_TO_ALL,MERGED_TO_ALL", "TREE_AND_CHAIN,TREE_AND_CHAIN"})
  void anExchangeCostsWhatTheModelSays(ExchangeWays ways, ScalingModel.Exchange exchange)
      throws Exception {
    Cluster cluster = new Cluster(1, 1e9, DELAY, 1, 4.0 * STEP.floats());
    Work work =
        new Work("sleeping", List.of(STEP.channels()), 4.0 * STEP.floats(), STEP.computing(), true);
    Step said = new ScalingModel(COSTS, cluster).predict(work, 2, exchange);
    double[] is =
        StepTimes.ofRanks(STEP, steps(ways)).stream()
            .mapToDouble(one -> one.statistics() + one.exposed())
            .toArray();
    double expected = said.statistics() + said.exposed();
    // Statistics forward, backward less what is computed meanwhile, and parts and sums of
    // gradients.
    assertThat(expected).isBetween(4 * DELAY - 0.04, 4 * DELAY - 0.03);
    // Whatever else runs on this machine only delays them: together they are never too fast, and
    // the shortest one tells.
    assertThat(Arrays.stream(is).average().orElseThrow()).isGreaterThan(0.9 * expected);
    assertThat(Arrays.stream(is).min().orElseThrow()).isLessThan(1.25 * expected);
  }

  /** The times of both ranks, each on a host of its own. */
  private static List<List<long[]>> steps(ExchangeWays ways) throws Exception {
    Placement placement = new Placement(2, 2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<AutoCloseable> open = new ArrayList<>();
    try {
      List<Exchange> hosts = new ArrayList<>();
      List<Peer> peers = new ArrayList<>();
      for (int host = 0; host < 2; host++) {
        Identity identity = new Identity("test", "delayed", 1, "recipe", placement, host);
        hosts.add(Exchange.listen(ExchangeRun.settings(), identity, ways));
        open.add(hosts.get(host));
        DelayedPort detour = new DelayedPort(hosts.get(host).port(), (long) (1e9 * DELAY));
        open.add(detour);
        peers.add(new Peer("127.0.0.1", detour.port(), "host " + host));
      }
      List<Future<List<long[]>>> running = new ArrayList<>();
      for (int host = 0; host < 2; host++) {
        hosts.get(host).connect(peers);
      }
      for (int host = 0; host < 2; host++) {
        Collective rank = hosts.get(host).collective(host);
        running.add(threads.submit(() -> steps(rank)));
      }
      List<List<long[]>> times = new ArrayList<>();
      for (Future<List<long[]>> one : running) {
        times.add(one.get(Patience.SECONDS, TimeUnit.SECONDS));
      }
      return times;
    } finally {
      threads.shutdownNow();
      for (AutoCloseable one : open) {
        one.close();
      }
    }
  }

  private static List<long[]> steps(Collective rank) {
    SleepingStep.Values values = STEP.values();
    List<long[]> times = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      times.add(STEP.run(rank, values, new long[1]));
    }
    return times;
  }
}
