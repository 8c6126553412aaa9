package io.cofire.tests.bench;

import io.cofire.driver.exchange.ExchangeWays;
import io.cofire.tests.bench.ScalingModel.Cluster;
import io.cofire.tests.bench.ScalingModel.Costs;
import io.cofire.tests.bench.ScalingModel.Exchange;
import io.cofire.tests.bench.ScalingModel.Step;
import io.cofire.tests.bench.ScalingModel.Work;
import io.cofire.tests.network.HostNetwork;
import io.cofire.tests.network.Meeting;
import io.cofire.tests.network.Servant;
import io.cofire.tests.network.SleepingStep;
import io.cofire.tests.network.StepTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A step's exchange between hosts of a network that behaves like one ({@link HostNetwork}), by both
 * ways, beside what {@link ScalingModel} says of it with the costs of the same run.
 */
public final class NetworkBench {

  private static final int NOT_POSSIBLE = 4; // the exit code of what the machine does not give
  private static final List<Integer> HOSTS = List.of(2, 4, 8);
  private static final int RANKS = 2; // of a host
  private static final SleepingStep STEP = new SleepingStep(10, 64, 525_000, 5, 4_000);
  private static final String FOLDS = "folds " + (2 * STEP.channels() + 1);
  private static final int WARM = 2;
  private static final int STEPS = 7;
  private static final double BUSY = 0.8;
  private static final double NEAR = 1.25;
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Map<ExchangeWays, Exchange> WAYS =
      Map.of(
          ExchangeWays.ALL_TO_ALL, Exchange.MERGED_TO_ALL,
          ExchangeWays.TREE_AND_CHAIN, Exchange.TREE_AND_CHAIN);

  private final HostNetwork network;
  private final List<Servant> hosts;
  private final Costs costs;
  private final double bridgeSeconds;
  private final List<Row> rows = new ArrayList<>();

  /** A network's delay and rate. */
  private record Wire(Duration delay, double bitsPerSecond) {}

  /** Of a line of the table: the model's time over the measured one, and the cores' load. */
  private record Row(double ratio, double busy) {

    /** How far from 1, whichever way. */
    double distance() {
      return Math.max(ratio, 1 / ratio);
    }
  }

  private NetworkBench(
      HostNetwork network, List<Servant> hosts, Costs costs, double bridgeSeconds) {
    this.network = network;
    this.hosts = hosts;
    this.costs = costs;
    this.bridgeSeconds = bridgeSeconds;
  }

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Optional<String> obstacle = HostNetwork.obstacle();
    if (obstacle.isPresent()) {
      System.err.println("bench: Cannot measure: " + obstacle.get());
      System.exit(NOT_POSSIBLE);
    }
    int most = Collections.max(HOSTS);
    try (HostNetwork network = HostNetwork.start(most)) {
      List<Servant> hosts = Meeting.processes(network, most);
      double bridge = Meeting.oneWay(hosts.get(0), HostNetwork.bridgeAddress(1));
      network.delay(Duration.ofNanos(200_000));
      double statistics = fold(hosts.subList(0, 2));
      Costs costs =
          ScalingCosts.measure(statistics, message(network, hosts), sumByte(network, hosts));
      new NetworkBench(network, hosts, costs, bridge).run();
    }
    System.exit(0); // the transport's threads may go on
  }

  private static double fold(List<Servant> two) throws Exception {
    try (Meeting meeting =
        Meeting.of(two, 1, ExchangeWays.ALL_TO_ALL, DEADLINE, HostNetwork::bridgeAddress)) {
      return Double.parseDouble(meeting.all(FOLDS).get(0));
    }
  }

  /** Processor time of a message, with what the wire takes of it: it shares the cores here. */
  private static double message(HostNetwork network, List<Servant> hosts) throws Exception {
    try (Meeting meeting =
        Meeting.of(hosts, 1, ExchangeWays.ALL_TO_ALL, DEADLINE, HostNetwork::address)) {
      meeting.all(FOLDS);
      double before = network.processorSeconds();
      meeting.all(FOLDS);
      int messages = 2 * 300 * hosts.size() * (hosts.size() - 1);
      return (network.processorSeconds() - before) / messages;
    }
  }

  /** The same of a byte of a sum: of two hosts each sends the sum's own size. */
  private static double sumByte(HostNetwork network, List<Servant> hosts) throws Exception {
    try (Meeting meeting =
        Meeting.of(
            hosts.subList(0, 2), 1, ExchangeWays.ALL_TO_ALL, DEADLINE, HostNetwork::address)) {
      meeting.all("sums 2000000 5");
      double before = network.processorSeconds();
      meeting.all("sums 2000000 10");
      return (network.processorSeconds() - before) / (10 * 2 * 8e6);
    }
  }

  private void run() throws Exception {
    System.out.printf(
        "measured: statistics %.0f us between processes on the bridge, %.0f us inside one; a message"
            + " %.1f us of processor time; sum %.2f ns a byte sent, %.2f ns one that stays; merging"
            + " %.2f ns a rank and channel%n",
        costs.gather() * 1e6,
        costs.localGather() * 1e6,
        costs.message() * 1e6,
        costs.sumByte() * 1e9,
        costs.addByte() * 1e9,
        costs.merge() * 1e9);
    System.out.printf(
        "a step: %d norms of %d channels, %.1f MB of gradients in %d buckets, %.0f ms asleep; %d"
            + " ranks a host, %d cores for all%n",
        STEP.norms(),
        STEP.channels(),
        4e-6 * STEP.floats(),
        STEP.buckets(),
        1e3 * STEP.computing(),
        RANKS,
        Runtime.getRuntime().availableProcessors());
    measure(new Wire(Duration.ofNanos(25_000), 1e9));
    measure(new Wire(Duration.ofNanos(200_000), 1e9));
    measure(new Wire(Duration.ofMillis(2), 1e8));
    conclude();
  }

  private void measure(Wire wire) throws Exception {
    network.delay(Duration.ZERO);
    network.rate(wire.bitsPerSecond);
    double own = Meeting.oneWay(hosts.get(0), HostNetwork.address(1));
    long hold = Math.max(0, wire.delay.toNanos() - (long) (own * 1e9));
    network.delay(Duration.ofNanos(hold));
    double delay = Meeting.oneWay(hosts.get(0), HostNetwork.address(1));
    System.out.printf(
        "%n%.0f us and %.0f Mbit/s: a message takes %.0f us one way, of which the machine itself %.0f%n",
        wire.delay.toNanos() / 1e3, wire.bitsPerSecond / 1e6, delay * 1e6, own * 1e6);
    System.out.printf(
        "%6s %-15s %10s %12s %10s %14s %12s %10s %10s %10s%n",
        "hosts",
        "way",
        "step ms",
        "statistics",
        "gradients",
        "exchange ms",
        "model ms",
        "model/is",
        "late ms",
        "busy");
    for (int count : HOSTS) {
      Cluster cluster = cluster(wire, delay, count);
      row(count, ExchangeWays.ALL_TO_ALL, cluster);
      row(count, ExchangeWays.TREE_AND_CHAIN, cluster);
    }
  }

  /** The hosts share the cores of this machine. */
  private Cluster cluster(Wire wire, double delay, int count) {
    return new Cluster(
        RANKS,
        wire.bitsPerSecond / 8 * HostNetwork.payloadShare(),
        Math.max(0, delay - bridgeSeconds),
        (double) Runtime.getRuntime().availableProcessors() / count,
        4.0 * STEP.floats() / STEP.buckets());
  }

  private void row(int count, ExchangeWays ways, Cluster cluster) throws Exception {
    StepTimes is;
    double busy;
    try (Meeting meeting =
        Meeting.of(hosts.subList(0, count), RANKS, ways, DEADLINE, HostNetwork::address)) {
      meeting.all("steps " + STEP + " " + WARM);
      CoreLoad before = CoreLoad.now();
      List<String> answers = meeting.all("steps " + STEP + " " + STEPS);
      busy = CoreLoad.now().since(before);
      is = StepTimes.median(StepTimes.of(STEP, answers));
    }
    Work work =
        new Work(
            "sleeping",
            Collections.nCopies(STEP.norms(), STEP.channels()),
            4.0 * STEP.floats(),
            STEP.computing());
    Step said = new ScalingModel(costs, cluster).predict(work, RANKS * count, WAYS.get(ways));
    double exchange = is.statistics() + is.exposed();
    double model = said.statistics() + said.exposed();
    rows.add(new Row(model / exchange, busy));
    System.out.printf(
        "%6d %-15s %10.1f %12.1f %10.1f %14.1f %4.1f (%4.1f) %8.2f %10.1f %9.0f%%%n",
        count,
        ways == ExchangeWays.ALL_TO_ALL ? "all to all" : "tree and chain",
        1e3 * is.seconds(),
        1e3 * is.statistics(),
        1e3 * is.exposed(),
        1e3 * exchange,
        1e3 * model,
        1e3 * said.statistics(),
        model / exchange,
        1e3 * is.late(),
        100 * busy);
  }

  private void conclude() {
    List<Row> free = rows.stream().filter(row -> row.busy < BUSY).toList();
    System.out.printf(
        "%n%d of %d lines had free cores (less than %.0f %% busy); of these %d are within 25 %%%n",
        free.size(),
        rows.size(),
        100 * BUSY,
        free.stream().filter(row -> row.distance() <= NEAR).count());
    System.out.printf(
        "worst model/measured with free cores: %.2f; of all lines: %.2f%n",
        worst(free), worst(rows));
  }

  private static double worst(List<Row> rows) {
    return rows.stream()
        .max(Comparator.comparingDouble(Row::distance))
        .map(Row::ratio)
        .orElse(Double.NaN);
  }
}
