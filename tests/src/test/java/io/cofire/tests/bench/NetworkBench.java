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
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
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
  private static final int USAGE = 2;
  private static final List<String> NETWORKS =
      List.of("25/1000", "200/1000", "2000/100", "20000/20");
  private static final List<Integer> HOSTS = List.of(2, 4, 8);
  private static final int RANKS = 2; // of a host
  private static final SleepingStep STEP = new SleepingStep(10, 64, 525_000, 5, 4_000);
  private static final int WARM = 2;
  private static final int STEPS = 7;
  private static final double UNLIMITED = 1e11; // bits a second
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Map<ExchangeWays, Exchange> WAYS =
      Map.of(
          ExchangeWays.ALL_TO_ALL, Exchange.MERGED_TO_ALL,
          ExchangeWays.TREE_AND_CHAIN, Exchange.TREE_AND_CHAIN);

  private final HostNetwork network;
  private final List<Servant> hosts;
  private final Costs costs;
  private final double bridgeSeconds;
  private final NetworkLines lines = new NetworkLines();

  /** A network's delay and rate. */
  private record Wire(Duration delay, double bitsPerSecond) {

    static Wire of(String text) {
      String[] parts = text.split("/", 2);
      if (!text.matches("\\d{1,9}/\\d{1,6}")) {
        throw new IllegalArgumentException("Expected MICROSECONDS/MEGABITS, found " + text);
      }
      return new Wire(
          Duration.ofNanos(1_000 * Long.parseLong(parts[0])), 1e6 * Double.parseDouble(parts[1]));
    }
  }

  private NetworkBench(
      HostNetwork network, List<Servant> hosts, Costs costs, double bridgeSeconds) {
    this.network = network;
    this.hosts = hosts;
    this.costs = costs;
    this.bridgeSeconds = bridgeSeconds;
  }

  /**
   * Prints the table.
   *
   * @param args networks as {@code MICROSECONDS/MEGABITS}: delay one way, and rate; none for four
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    List<Wire> wires = wires(args.length > 0 ? List.of(args) : NETWORKS);
    Optional<String> obstacle = HostNetwork.obstacle();
    if (obstacle.isPresent()) {
      System.err.println("bench: Cannot measure: " + obstacle.get());
      System.exit(NOT_POSSIBLE);
    }
    int most = Collections.max(HOSTS);
    try (HostNetwork network = HostNetwork.start(most)) {
      List<Servant> hosts = Meeting.processes(network, most);
      double bridge = Meeting.oneWay(hosts.get(0), HostNetwork.bridgeAddress(1));
      Costs costs = new NetworkCosts(network, hosts, 2 * STEP.channels() + 1).measure();
      new NetworkBench(network, hosts, costs, bridge).run(wires);
    } catch (IOException e) { // a process of a host that has ended, at Ctrl-C too
      System.err.println("bench: " + e.getMessage());
      System.exit(NOT_POSSIBLE);
    }
    System.exit(0); // the transport's threads may go on
  }

  private static List<Wire> wires(List<String> networks) {
    try {
      return networks.stream().map(Wire::of).toList();
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(USAGE);
      return List.of();
    }
  }

  private void run(List<Wire> wires) throws Exception {
    System.out.println(costs.told("statistics", "between processes on the bridge"));
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
    for (Wire wire : wires) {
      measure(wire);
    }
    lines.conclude(System.out);
  }

  private void measure(Wire wire) throws Exception {
    network.free();
    double own = Meeting.oneWay(hosts.get(0), HostNetwork.address(1));
    set(wire, Math.max(0, wire.delay.toNanos() - (long) (own * 1e9)));
    double delay = Meeting.oneWay(hosts.get(0), HostNetwork.address(1));
    System.out.printf(
        "%n%.0f us and %.0f Mbit/s: a message takes %.0f us one way, %.0f without the delay%n",
        wire.delay.toNanos() / 1e3, wire.bitsPerSecond / 1e6, delay * 1e6, own * 1e6);
    System.out.printf(
        "%5s %-14s | %9s %10s %9s | %9s %9s %9s | %9s %9s %8s | %7s %6s %5s%n",
        "hosts",
        "way",
        "exchange",
        "statistics",
        "gradients",
        "model",
        "model/is",
        "late",
        "undelayed",
        "added",
        "by model",
        "model/is",
        "again",
        "busy");
    for (int count : HOSTS) {
      for (ExchangeWays ways : List.of(ExchangeWays.ALL_TO_ALL, ExchangeWays.TREE_AND_CHAIN)) {
        row(count, ways, wire, delay, own);
      }
    }
  }

  private void set(Wire wire, long holdNanos) throws Exception {
    network.rate(wire.bitsPerSecond);
    network.delay(Duration.ofNanos(holdNanos));
  }

  /** What the model says where hosts share the cores of this machine. */
  private Step model(int count, ExchangeWays ways, double bitsPerSecond, double delay) {
    Cluster cluster =
        new Cluster(
            RANKS,
            bitsPerSecond / 8 * HostNetwork.payloadShare(),
            Math.max(0, delay - bridgeSeconds),
            (double) Runtime.getRuntime().availableProcessors() / count,
            4.0 * STEP.floats() / STEP.buckets());
    Work work =
        new Work(
            "sleeping",
            Collections.nCopies(STEP.norms(), STEP.channels()),
            4.0 * STEP.floats(),
            STEP.computing(),
            true);
    return new ScalingModel(costs, cluster).predict(work, RANKS * count, WAYS.get(ways));
  }

  /** With the wire's delay and rate and, just before and after, without them. */
  private void row(int count, ExchangeWays ways, Wire wire, double delay, double own)
      throws Exception {
    long hold = Math.max(0, wire.delay.toNanos() - (long) (own * 1e9));
    network.free();
    StepTimes free = steps(count, ways);
    set(wire, hold);
    long again = network.sentAgain();
    CoreLoad before = CoreLoad.now();
    StepTimes is = steps(count, ways);
    double busy = CoreLoad.now().since(before);
    again = network.sentAgain() - again;
    double said = exchange(model(count, ways, wire.bitsPerSecond, delay));
    double added = exchange(is) - exchange(free);
    double saidAdded = said - exchange(model(count, ways, UNLIMITED, own));
    lines.add(said / exchange(is), exchange(free) / exchange(is), busy);
    System.out.printf(
        "%5d %-14s | %9.1f %10.1f %9.1f | %9.1f %9.2f %9.1f | %9.1f %9.1f %8.1f | %7.2f %6d %4.0f%%%n",
        count,
        ways == ExchangeWays.ALL_TO_ALL ? "all to all" : "tree and chain",
        1e3 * exchange(is),
        1e3 * is.statistics(),
        1e3 * is.exposed(),
        1e3 * said,
        said / exchange(is),
        1e3 * is.late(),
        1e3 * exchange(free),
        1e3 * added,
        1e3 * saidAdded,
        saidAdded / added,
        again,
        100 * busy);
  }

  private static double exchange(StepTimes times) {
    return times.statistics() + times.exposed();
  }

  private static double exchange(Step step) {
    return step.statistics() + step.exposed();
  }

  private StepTimes steps(int count, ExchangeWays ways) throws Exception {
    try (Meeting meeting =
        Meeting.of(hosts.subList(0, count), RANKS, ways, DEADLINE, HostNetwork::address)) {
      meeting.all("steps " + STEP + " " + WARM);
      return StepTimes.median(StepTimes.of(STEP, meeting.all("steps " + STEP + " " + STEPS)));
    }
  }
}
