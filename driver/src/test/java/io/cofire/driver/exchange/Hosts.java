package io.cofire.driver.exchange;

import io.cofire.data.Patience;
import io.cofire.driver.exchange.ExchangeTest.RankBody;
import io.cofire.ops.collective.Collective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.sasl.SecretKeyHolder;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;

/** Several hosts in one process, joined by real sockets on the loopback address. */
final class Hosts implements AutoCloseable {

  final Placement placement;
  final List<Exchange> exchanges = new ArrayList<>();
  final List<Peer> peers = new ArrayList<>();
  private final ExecutorService threads;

  Hosts(int ranks, int hosts, Duration deadline) throws Exception {
    this(ranks, hosts, settings(deadline), UnaryOperator.identity());
  }

  Hosts(int ranks, int hosts, ExchangeSettings settings) throws Exception {
    this(ranks, hosts, settings, UnaryOperator.identity());
  }

  /**
   * Hosts that reach each other by detours.
   *
   * @param detour where others find a host, from where it listens
   */
  Hosts(int ranks, int hosts, ExchangeSettings settings, UnaryOperator<Peer> detour)
      throws Exception {
    placement = new Placement(ranks, hosts);
    threads = Executors.newFixedThreadPool(ranks);
    for (int host = 0; host < hosts; host++) {
      Exchange exchange = Exchange.listen(settings, identity(placement, host));
      exchanges.add(exchange);
      peers.add(detour.apply(new Peer("127.0.0.1", exchange.port(), "host-" + host)));
    }
    for (Exchange exchange : exchanges) {
      exchange.connect(peers);
    }
  }

  static Identity identity(Placement placement, int host) {
    return new Identity("app", "run", 1, "recipe", placement, host);
  }

  static ExchangeSettings settings(Duration deadline) {
    return settings(Map.of(), List.of(), List.of(), deadline);
  }

  private static ExchangeSettings settings(
      Map<String, String> transport,
      List<TransportServerBootstrap> server,
      List<TransportClientBootstrap> client,
      Duration deadline) {
    TransportConf conf =
        new TransportConf(ExchangeSettings.MODULE, new MapConfigProvider(transport));
    return new ExchangeSettings(conf, server, client, "127.0.0.1", 0, 1, 1 << 20, deadline);
  }

  /** Settings with authentication by a shared secret and encryption, as Spark's own services. */
  static ExchangeSettings secured(String secret, Duration deadline) {
    Map<String, String> crypto = Map.of("spark.network.crypto.enabled", "true");
    TransportConf conf = new TransportConf("cofire", new MapConfigProvider(crypto));
    SecretKeyHolder holder =
        new SecretKeyHolder() {
          @Override
          public String getSaslUser(String application) {
            return "user";
          }

          @Override
          public String getSecretKey(String application) {
            return secret;
          }
        };
    return settings(
        crypto,
        List.of(new AuthServerBootstrap(conf, holder)),
        List.of(new AuthClientBootstrap(conf, "app", holder)),
        deadline);
  }

  /** Runs the body on a thread per rank and returns the results in rank order. */
  <T> List<T> onEachRank(RankBody<T> body) throws Exception {
    List<Future<T>> futures = new ArrayList<>();
    for (int rank = 0; rank < placement.ranks(); rank++) {
      Collective collective = exchanges.get(placement.hostOf(rank)).collective(rank);
      futures.add(threads.submit(() -> body.run(collective)));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get(Patience.SECONDS, TimeUnit.SECONDS));
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    exchanges.forEach(Exchange::close);
  }
}
