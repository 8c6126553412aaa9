package io.cofire.tests.network;

import io.cofire.driver.exchange.Exchange;
import io.cofire.driver.exchange.ExchangeSettings;
import io.cofire.driver.exchange.ExchangeWays;
import io.cofire.driver.exchange.Identity;
import io.cofire.driver.exchange.Peer;
import io.cofire.driver.exchange.Placement;
import io.cofire.ops.collective.Collective;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;

/** A host with its ranks, as an executor has them, for {@link NetworkHostMain}. */
final class NetworkHost implements AutoCloseable {

  private static final int BUCKET_FLOATS = 1 << 22;

  private final Placement placement;
  private final int host;
  private final Exchange exchange;
  private final ExecutorService threads;

  /** What one rank does, and says in the end. */
  interface Work {
    String of(Collective rank) throws Exception;
  }

  /**
   * Listens.
   *
   * @param run the same on all hosts, and new for each of their meetings
   */
  NetworkHost(
      String address,
      Placement placement,
      int host,
      ExchangeWays ways,
      Duration deadline,
      String run)
      throws IOException {
    this.placement = placement;
    this.host = host;
    Identity identity = new Identity("network", run, 1, "recipe", placement, host);
    this.exchange = Exchange.listen(settings(address, deadline), identity, ways);
    this.threads = Executors.newFixedThreadPool(placement.count(host));
  }

  /** As an executor has them by default. */
  private static ExchangeSettings settings(String address, Duration deadline) {
    Map<String, String> transport =
        Map.of(
            "spark.cofire.io.mode",
            Epoll.isAvailable() ? "EPOLL" : "NIO",
            "spark.cofire.io.connectionCreationTimeout",
            deadline.toSeconds() + "s",
            "spark.cofire.io.serverThreads",
            "2",
            "spark.cofire.io.clientThreads",
            "2");
    return new ExchangeSettings(
        new TransportConf(ExchangeSettings.MODULE, new MapConfigProvider(transport)),
        List.of(),
        List.of(),
        address,
        0,
        1,
        BUCKET_FLOATS,
        deadline);
  }

  int port() {
    return exchange.port();
  }

  void connect(List<String> addresses) throws IOException {
    List<Peer> peers = new ArrayList<>();
    for (String address : addresses) {
      String[] parts = address.split(":", -1);
      peers.add(new Peer(parts[0], Integer.parseInt(parts[1]), "host-" + peers.size()));
    }
    exchange.connect(peers);
  }

  /** Lets every rank of this host do the same; what they say, in rank order. */
  List<String> onRanks(Work work) throws Exception {
    List<Future<String>> running = new ArrayList<>();
    for (int i = 0; i < placement.count(host); i++) {
      Collective rank = exchange.collective(placement.first(host) + i);
      running.add(threads.submit(() -> work.of(rank)));
    }
    List<String> said = new ArrayList<>();
    for (Future<String> one : running) {
      said.add(one.get());
    }
    return said;
  }

  @Override
  public void close() {
    exchange.close();
    threads.shutdownNow();
  }
}
