package io.cofire.driver.cluster;

import io.cofire.driver.cluster.HostedGroupTest.RankBody;
import io.cofire.ops.collective.Collective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.network.crypto.AuthClientBootstrap;
import org.apache.spark.network.crypto.AuthServerBootstrap;
import org.apache.spark.network.sasl.SecretKeyHolder;
import org.apache.spark.network.util.MapConfigProvider;
import org.apache.spark.network.util.TransportConf;

/** Several hosts in one process, joined by real sockets on the loopback address. */
final class Hosts implements AutoCloseable {

  final Placement placement;
  final List<TransportWire> wires = new ArrayList<>();
  final List<TransportWire.Address> addresses = new ArrayList<>();
  private final List<HostedGroup> groups = new ArrayList<>();
  private final ExecutorService threads;

  Hosts(int ranks, int hosts, Duration deadline) throws Exception {
    this(ranks, hosts, deadline, settings());
  }

  Hosts(int ranks, int hosts, Duration deadline, TransportSettings settings) throws Exception {
    placement = new Placement(ranks, hosts);
    threads = Executors.newFixedThreadPool(ranks);
    List<String> labels = new ArrayList<>();
    for (int host = 0; host < hosts; host++) {
      labels.add("host-" + host);
    }
    for (int host = 0; host < hosts; host++) {
      HostedGroup group = new HostedGroup(placement, host, deadline);
      Identity identity = new Identity("app", "run", 1, "recipe", placement, host);
      TransportWire wire = new TransportWire(settings, identity, group.inbox());
      groups.add(group);
      wires.add(wire);
      addresses.add(new TransportWire.Address("127.0.0.1", wire.port()));
    }
    for (int host = 0; host < hosts; host++) {
      wires.get(host).connect(addresses);
      groups.get(host).join(wires.get(host), labels);
    }
  }

  static TransportSettings settings() {
    TransportConf conf = new TransportConf("cofire", new MapConfigProvider(Map.of()));
    return new TransportSettings(
        conf, List.of(), List.of(), "127.0.0.1", 0, 1, Duration.ofSeconds(10));
  }

  /** Settings with authentication by a shared secret and encryption, as Spark's own services. */
  static TransportSettings secured(String secret) {
    TransportConf conf =
        new TransportConf(
            "cofire", new MapConfigProvider(Map.of("spark.network.crypto.enabled", "true")));
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
    return new TransportSettings(
        conf,
        List.of(new AuthServerBootstrap(conf, holder)),
        List.of(new AuthClientBootstrap(conf, "app", holder)),
        "127.0.0.1",
        0,
        1,
        Duration.ofSeconds(10));
  }

  /** Runs the body on a thread per rank and returns the results in rank order. */
  <T> List<T> onEachRank(RankBody<T> body) throws Exception {
    List<Future<T>> futures = new ArrayList<>();
    for (int rank = 0; rank < placement.ranks(); rank++) {
      Collective collective = groups.get(placement.hostOf(rank)).collective(rank);
      futures.add(threads.submit(() -> body.run(collective)));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get(30, TimeUnit.SECONDS));
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    groups.forEach(HostedGroup::close);
  }
}
