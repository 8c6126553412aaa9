package io.cofire.tests.network;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hosts as namespaces, joined by a bridge in one of its own and a {@link Relay} there. What hosts
 * send to each other's addresses passes their card at its rate ({@code tc tbf}), the relay with its
 * delay, and the other's card. Every host has a second address, on the bridge itself, for what is
 * not measured.
 */
public final class HostNetwork implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String BRIDGE = "10.77.0.254";
  private static final int MTU = 9_000; // jumbo frames: a seventh of the work for the relay
  private static final int WRAPPED = 50; // bytes of the headers around a frame
  private static final int HEADERS = 52 + 14; // of TCP, IP and Ethernet
  private static final int BURST_BYTES = 32_768;
  private static final int QUEUE_BYTES = 4 << 20; // before a card, then frames are lost

  private final List<String> spaces = new ArrayList<>();
  private final Thread onExit = new Thread(this::cleanUp, "remove-namespaces");
  private Optional<Servant> relay = Optional.empty();
  private final List<Servant> servants = new ArrayList<>();
  private boolean closed;

  private HostNetwork() {
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Why there can be none here; empty where there can. */
  public static Optional<String> obstacle() throws IOException, InterruptedException {
    return Spaces.obstacle();
  }

  /** Makes hosts that reach each other without a limit; removes what a killed process left. */
  public static HostNetwork start(int hosts) throws IOException, InterruptedException {
    Spaces.removeLeftovers();
    HostNetwork network = new HostNetwork();
    try {
      network.make(hosts);
      return network;
    } catch (IOException | InterruptedException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private void make(int hosts) throws IOException, InterruptedException {
    String middle = space("net");
    Spaces.ip(middle, "link add bridge type bridge");
    Spaces.ip(middle, "addr add " + BRIDGE + "/24 dev bridge");
    for (int host = 0; host < hosts; host++) {
      join(middle, space("h" + host), host);
    }
    Spaces.ip(middle, "link set bridge mtu " + MTU + " up");
    String[] addresses = new String[hosts + 1];
    addresses[0] = BRIDGE;
    for (int host = 0; host < hosts; host++) {
      addresses[host + 1] = bridgeAddress(host);
    }
    relay = Optional.of(servant(middle, Relay.class, addresses));
  }

  private String space(String what) throws IOException, InterruptedException {
    String name = Spaces.name(what);
    Spaces.run("ip", "netns", "add", name);
    spaces.add(name);
    Spaces.ip(name, "link set lo up");
    return name;
  }

  private static void join(String middle, String space, int host)
      throws IOException, InterruptedException {
    String port = "port" + host;
    Spaces.ip(
        space,
        "link add card mtu %d type veth peer name %s mtu %d netns %s"
            .formatted(MTU, port, MTU, middle));
    Spaces.ip(middle, "link set " + port + " master bridge up");
    Spaces.ip(space, "addr add " + bridgeAddress(host) + "/24 dev card");
    Spaces.ip(space, "link set card up");
    Spaces.ip(
        space,
        String.format(
            Locale.ROOT,
            "link add data address 02:00:00:00:00:%02x mtu %d type vxlan id 1 remote %s dstport %d remcsumtx remcsumrx dev card",
            host + 1,
            MTU - WRAPPED,
            BRIDGE,
            Relay.PORT));
    Spaces.ip(space, "addr add " + address(host) + "/24 dev data");
    Spaces.ip(space, "link set data addrgenmode none up");
    route(space);
  }

  /** With Linux's own control of congestion, whatever this machine's is. */
  private static void route(String space) throws IOException, InterruptedException {
    Spaces.ip(space, "route replace 10.78.0.0/24 dev data congctl cubic");
  }

  private Servant servant(String space, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Servant servant = Servant.start(space, main, arguments);
    servants.add(servant);
    servant.answer(LIMIT);
    return servant;
  }

  /** Starts a class's {@code main} on a host; its first line of output says that it is there. */
  public Servant start(int host, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return servant(host(host), main, arguments);
  }

  /** What a command begins with that runs on a host; it is ended with the network. */
  public static List<String> on(int host) {
    return List.of("ip", "netns", "exec", host(host));
  }

  private static String host(int host) {
    return Spaces.name("h" + host);
  }

  /** Where others find a host, across the wire. */
  public static String address(int host) {
    return "10.78.0." + (host + 1);
  }

  /** Where others find a host on the bridge, past its rate's delay, the relay and all faults. */
  public static String bridgeAddress(int host) {
    return "10.77.0." + (host + 1);
  }

  /** Takes the rates of all cards away. */
  public void free() throws IOException, InterruptedException {
    rate(1e11);
    delay(Duration.ZERO);
  }

  /** Gives every host's card a rate, each way. */
  public void rate(double bitsPerSecond) throws IOException, InterruptedException {
    for (int host = 0; host < spaces.size() - 1; host++) {
      limit(host(host), "card", bitsPerSecond);
      limit(spaces.get(0), "port" + host, bitsPerSecond);
    }
  }

  private static void limit(String space, String card, double bitsPerSecond)
      throws IOException, InterruptedException {
    String words =
        String.format(
            Locale.ROOT,
            "tc -n %s qdisc replace dev %s root tbf rate %.0fbit burst %d limit %d",
            space,
            card,
            bitsPerSecond,
            BURST_BYTES,
            QUEUE_BYTES);
    Spaces.run(words.split(" ", -1));
  }

  /** Share of a card's rate that is left for the bytes of connections. */
  public static double payloadShare() {
    return (MTU - WRAPPED - HEADERS + 14.0) / (MTU + 14);
  }

  /** How long the wire holds everything, beyond what it takes itself. */
  public void delay(Duration delay) throws IOException, InterruptedException {
    rule("delay " + delay.toNanos());
  }

  /**
   * Loses a share of the frames from one host to another, at random.
   *
   * @param from a host's number, or {@code *}
   * @param to a host's number, or {@code *}
   */
  public void lose(String from, String to, double share) throws IOException, InterruptedException {
    rule("loss " + from + " " + to + " " + share);
  }

  /** Cuts a host off, silently, or joins it again. */
  public void cut(int host, boolean off) throws IOException, InterruptedException {
    lose(String.valueOf(host), "*", off ? 1 : 0);
    lose("*", String.valueOf(host), off ? 1 : 0);
  }

  /** Takes a host's interface down, or up again. */
  public void link(int host, boolean up) throws IOException, InterruptedException {
    Spaces.ip(host(host), "link set data " + (up ? "up" : "down"));
    if (up) {
      route(host(host));
    }
  }

  private void rule(String line) throws IOException, InterruptedException {
    Servant wire = relay.orElseThrow();
    wire.order(line);
    wire.answer(LIMIT);
  }

  /** Parts of connections that all hosts have sent once more so far. */
  public long sentAgain() throws IOException, InterruptedException {
    long sum = 0;
    for (String space : spaces.subList(1, spaces.size())) {
      String[] lines =
          Spaces.run("ip", "netns", "exec", space, "grep", "^Tcp:", "/proc/net/snmp")
              .split("\n", 2);
      int place = Arrays.asList(lines[0].split(" ", -1)).indexOf("RetransSegs");
      sum += Long.parseLong(lines[1].strip().split(" ", -1)[place]);
    }
    return sum;
  }

  /** Processor time that all hosts and the wire have taken so far. */
  public double processorSeconds() {
    return servants.stream().mapToLong(one -> one.processorTime().toMillis()).sum() / 1e3;
  }

  /** Ends all processes and removes the namespaces. */
  @Override
  public void close() {
    cleanUp();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // This process ends already.
    }
  }

  private synchronized void cleanUp() {
    if (closed) {
      return;
    }
    closed = true;
    servants.forEach(Servant::close);
    for (String space : spaces) {
      try {
        Spaces.remove(space);
      } catch (IOException e) {
        System.err.println("network: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
