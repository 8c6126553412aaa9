package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cofire.data.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HandshakeTest {

  private static final Duration DEADLINE = Patience.LIMIT;

  static Stream<Arguments> strangers() {
    Placement two = new Placement(2, 2);
    return Stream.of(
        Arguments.of(
            new Identity("other", "run", 1, "recipe", two, 1),
            "application: expected app, found other"),
        Arguments.of(
            new Identity("app", "other", 1, "recipe", two, 1), "run: expected run, found other"),
        Arguments.of(
            new Identity("app", "run", 0, "recipe", two, 1), "attempt: expected 1, found 0"),
        Arguments.of(
            new Identity("app", "run", 1, "other", two, 1),
            "recipe hash: expected recipe, found other"),
        Arguments.of(
            new Identity("app", "run", 1, "recipe", new Placement(3, 2), 1),
            "ranks: expected 2, found 3"),
        Arguments.of(
            new Identity("app", "run", 1, "recipe", new Placement(3, 3), 1),
            "ranks: expected 2, found 3"),
        Arguments.of(
            new Identity("app", "run", 1, "recipe", two, 1),
            "host: expected one that is not connected, found 1, which is"));
  }

  /** The last of them is a copy of a host that is there already. */
  @ParameterizedTest
  @MethodSource("strangers")
  void whoDiffersInAnythingIsRefusedWithTheReasonAndDisturbsNobody(Identity identity, String reason)
      throws Exception {
    try (Hosts hosts = new Hosts(2, 2, DEADLINE)) {
      try (Exchange stranger = Exchange.listen(Hosts.settings(DEADLINE), identity)) {
        List<Peer> peers = Stream.of(hosts.peers, hosts.peers).flatMap(List::stream).toList();
        assertThatThrownBy(() -> stranger.connect(peers))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Cannot connect to host 0, host-0, at 127.0.0.1:")
            .hasMessageContaining("Refused a connection: " + reason);
      }
      requireSum(hosts);
    }
  }

  /** A port that another attempt has taken over: who connects checks who answers. */
  @Test
  void aHostRefusesToSendToWhoIsNotTheOneItLooksFor() throws Exception {
    Placement three = new Placement(3, 3);
    try (Exchange first = listen(three, 0);
        Exchange second = listen(three, 1);
        Exchange third = listen(three, 2)) {
      Peer swapped = new Peer("127.0.0.1", third.port(), "host-1");
      List<Peer> peers = List.of(new Peer("127.0.0.1", first.port(), "host-0"), swapped, swapped);
      assertThatThrownBy(() -> first.connect(peers))
          .hasMessageContaining("Refused a connection: host: expected 1, found 2");
      assertThat(second.port()).isNotEqualTo(third.port());
    }
  }

  private static Exchange listen(Placement placement, int host) throws IOException {
    Identity identity = Hosts.identity(placement, host);
    return Exchange.listen(Hosts.settings(DEADLINE), identity);
  }

  @Test
  void withASecretHostsExchangeAndThoseWithoutItAreRefused() throws Exception {
    try (Hosts hosts = new Hosts(2, 2, Hosts.secured("the secret", DEADLINE))) {
      requireSum(hosts);
      for (ExchangeSettings wrong :
          List.of(Hosts.secured("another", DEADLINE), Hosts.settings(DEADLINE))) {
        Identity claimed = Hosts.identity(hosts.placement, 1);
        try (Exchange stranger = Exchange.listen(wrong, claimed)) {
          assertThatThrownBy(() -> stranger.connect(hosts.peers))
              .hasMessageStartingWith("Cannot connect to host 0, host-0, at 127.0.0.1:");
        }
      }
      requireSum(hosts);
    }
  }

  @Test
  void aPortThatIsTakenIsPassedOverWithinTheRange() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
      Identity identity = Hosts.identity(new Placement(2, 2), 0);
      try (Exchange exchange = Exchange.listen(ports(taken.getLocalPort(), 50), identity)) {
        assertThat(exchange.port()).isBetween(taken.getLocalPort() + 1, taken.getLocalPort() + 49);
      }
      assertThatThrownBy(() -> Exchange.listen(ports(taken.getLocalPort(), 1), identity))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "Cannot listen on 127.0.0.1, ports %d to %1$d: ".formatted(taken.getLocalPort()))
          .hasMessageContaining("see spark.cofire.bindAddress, spark.cofire.port");
    }
  }

  private static ExchangeSettings ports(int port, int tries) {
    ExchangeSettings any = Hosts.settings(DEADLINE);
    return new ExchangeSettings(
        any.conf(),
        any.server(),
        any.client(),
        any.bindHost(),
        port,
        tries,
        any.bucketFloats(),
        any.deadline());
  }

  @Test
  void settingsThatCannotWorkAreNamed() {
    assertThatThrownBy(() -> ports(70_000, 1))
        .hasMessage("Invalid spark.cofire.port: 70000 (must be in 0..65535)");
    assertThatThrownBy(() -> Hosts.settings(Duration.ZERO))
        .hasMessage("Invalid spark.cofire.deadline: 0 (must be positive)");
  }

  static void requireSum(Hosts hosts) throws Exception {
    List<Float> sums =
        hosts.onEachRank(
            collective -> {
              FloatBuffer one = FloatBuffer.wrap(new float[300_000]).put(0, 1);
              collective.sum("gradients", one);
              return one.get(0);
            });
    assertThat(sums).containsOnly((float) hosts.placement.ranks());
  }
}
