package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.ops.collective.CollectiveException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.network.client.TransportClientBootstrap;
import org.junit.jupiter.api.Test;

/**
 * Hosts that do not see each other: nobody waits longer than the deadline, and who it was is known.
 */
class ConnectingTest {

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  @Test
  void aConnectionIsMadeWithinTheDeadlineOfExchanges() {
    SparkConf conf = new SparkConf(false);

    assertThat(millis(conf, Duration.ofSeconds(20))).isEqualTo(20_000);
    assertThat(millis(conf, Duration.ofMillis(300))).isEqualTo(1_000);
    assertThat(millis(conf.set("spark.cofire.io.connectionCreationTimeout", "5s"), DEADLINE))
        .isEqualTo(5_000);
  }

  private static int millis(SparkConf conf, Duration deadline) {
    return ExchangeSettings.transport(conf, 2, deadline).connectionCreationTimeoutMs();
  }

  @Test
  void aHostThatNeverAnswersAGreetingIsNamedAfterTheDeadline() throws Exception {
    Identity me = Hosts.identity(new Placement(3, 3), 0);
    try (ServerSocket mute = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        Exchange exchange = Exchange.listen(Hosts.settings(DEADLINE), me)) {
      List<Peer> peers = new ArrayList<>();
      for (int host = 0; host < 3; host++) {
        peers.add(new Peer("127.0.0.1", mute.getLocalPort(), "host-" + host));
      }
      long start = System.nanoTime();

      assertThatThrownBy(() -> exchange.connect(peers))
          .isInstanceOfSatisfying(
              UnreachableException.class, e -> assertThat(e.host()).isEqualTo(1))
          .hasMessageContaining("Cannot connect to host 1, host-1");
      assertThat(System.nanoTime() - start).isGreaterThan(DEADLINE.toNanos() / 2);
    }
  }

  @Test
  void connectionsThatNeverComeAboutTakeNoLongerThanTheDeadlineTogether() throws Exception {
    ExchangeSettings plain = Hosts.settings(DEADLINE);
    TransportClientBootstrap slow =
        (client, channel) -> sleep(DEADLINE.multipliedBy(2).dividedBy(5));
    ExchangeSettings settings =
        new ExchangeSettings(
            plain.conf(), List.of(), List.of(slow), "127.0.0.1", 0, 1, 1 << 20, DEADLINE);
    Placement placement = new Placement(9, 9);
    List<Exchange> hosts = new ArrayList<>();
    List<Peer> peers = new ArrayList<>();
    try {
      for (int host = 0; host < 9; host++) {
        hosts.add(Exchange.listen(settings, Hosts.identity(placement, host)));
        peers.add(new Peer("127.0.0.1", hosts.get(host).port(), "host-" + host));
      }
      assertThatThrownBy(() -> hosts.get(0).connect(peers))
          .isInstanceOf(UnreachableException.class)
          .hasMessageMatching(
              "Cannot connect to host \\d, host-\\d, at 127.0.0.1:\\d+: "
                  + "no connection to all hosts within 1000 ms");
    } finally {
      hosts.forEach(Exchange::close);
    }
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aHostThatIsLateInAnExchangeIsKnown() throws Exception {
    try (Hosts hosts = new Hosts(2, 2, DEADLINE)) {
      assertThatThrownBy(() -> hosts.exchanges.get(0).collective(0).barrier("end"))
          .isInstanceOfSatisfying(
              CollectiveException.class, e -> assertThat(e.silent()).hasValue(1));
    }
  }
}
