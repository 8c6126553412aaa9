package io.cofire.tests.network;

import io.cofire.driver.exchange.ExchangeWays;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Hosts whose ranks exchange, as the one who gives them orders sees them. */
public final class Meeting implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final AtomicInteger MEETINGS = new AtomicInteger();

  private final List<Servant> hosts;

  private Meeting(List<Servant> hosts) {
    this.hosts = hosts;
  }

  /** Starts the process of every host. */
  public static List<Servant> processes(HostNetwork network, int hosts)
      throws IOException, InterruptedException {
    List<Servant> all = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      all.add(network.start(host, NetworkHostMain.class, String.valueOf(host)));
    }
    return all;
  }

  /** Seconds from a host to an address, one way. */
  public static double oneWay(Servant from, String address)
      throws IOException, InterruptedException {
    from.order("ping " + address);
    return Double.parseDouble(from.answer(LIMIT)) / 2;
  }

  /**
   * Joins the ranks of some hosts.
   *
   * @param ranks of each host
   * @param address of a host, from its number
   */
  public static Meeting of(
      List<Servant> hosts,
      int ranks,
      ExchangeWays ways,
      Duration deadline,
      IntFunction<String> address)
      throws IOException, InterruptedException {
    Meeting meeting = called(hosts, ranks, ways, deadline, address);
    meeting.answers();
    return meeting;
  }

  /** The same without waiting for how their connecting ends. */
  static Meeting called(
      List<Servant> hosts,
      int ranks,
      ExchangeWays ways,
      Duration deadline,
      IntFunction<String> address)
      throws IOException, InterruptedException {
    Meeting meeting = new Meeting(List.copyOf(hosts));
    int number = MEETINGS.incrementAndGet();
    for (int host = 0; host < hosts.size(); host++) {
      hosts
          .get(host)
          .order(
              String.format(
                  Locale.ROOT,
                  "open %s %s %d %d %d run-%d",
                  address.apply(host),
                  ways,
                  ranks * hosts.size(),
                  hosts.size(),
                  deadline.toMillis(),
                  number));
    }
    meeting.begin("connect " + String.join(" ", meeting.answers()));
    return meeting;
  }

  /** Gives all hosts an order and waits for their answers. */
  public List<String> all(String order) throws IOException, InterruptedException {
    begin(order);
    return answers();
  }

  /** Gives all hosts an order. */
  void begin(String order) {
    hosts.forEach(host -> host.order(order));
  }

  /** What all hosts say to their order; a failure of one is thrown. */
  List<String> answers() throws IOException, InterruptedException {
    List<String> answers = new ArrayList<>();
    for (Servant host : hosts) {
      answers.add(host.answer(LIMIT));
    }
    return answers;
  }

  /** What all hosts say to their order, failures too. */
  List<String> replies() throws IOException, InterruptedException {
    List<String> replies = new ArrayList<>();
    for (Servant host : hosts) {
      replies.add(host.reply(LIMIT));
    }
    return replies;
  }

  /** Parts; all of them say goodbye at once. */
  @Override
  public void close() throws IOException {
    try {
      all("close");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while hosts part", e);
    }
  }
}
