package io.cofire.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the wire of {@link HostNetwork} does, with datagrams as the kernel makes them. */
class RelayTest {

  private static final int HOSTS = 3;
  private static final int BROADCAST = 0xff;

  private final RelayRules rules = new RelayRules(HOSTS);
  private final List<DatagramSocket> sockets = new ArrayList<>();
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int host = 0; host < HOSTS; host++) {
      sockets.add(new DatagramSocket(0, loopback));
    }
    List<InetSocketAddress> hosts =
        sockets.stream().map(one -> (InetSocketAddress) one.getLocalSocketAddress()).toList();
    relay = new Relay(new InetSocketAddress(loopback, 0), hosts, rules);
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    sockets.forEach(DatagramSocket::close);
  }

  @Test
  void aFrameReachesTheHostThatItIsForAndNoOther() throws IOException {
    send(0, 2, 7);
    send(0, 1, 8);
    assertThat(received(2)).isEqualTo(7);
    assertThat(received(1)).isEqualTo(8);
    assertThat(nothingReaches(0)).isTrue();
  }

  @Test
  void aQuestionForAllReachesAllOthers() throws IOException {
    send(1, BROADCAST, 9);
    assertThat(received(0)).isEqualTo(9);
    assertThat(received(2)).isEqualTo(9);
    assertThat(nothingReaches(1)).isTrue();
  }

  @Test
  void framesAreHeldForTheDelayAndKeepTheirOrder() throws IOException {
    rules.obey("delay 200000000");
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      send(0, 1, i);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(received(1)).isEqualTo(i);
      assertThat(System.nanoTime() - start).isGreaterThan(199_000_000);
    }
  }

  @Test
  void oneWayCanLoseEverythingWhileTheOtherLosesNothing() throws IOException {
    rules.obey("loss 0 * 1");
    send(0, 1, 1);
    send(1, 0, 2);
    send(2, 1, 3);
    assertThat(received(0)).isEqualTo(2);
    assertThat(received(1)).isEqualTo(3);
    rules.obey("loss 0 1 0");
    send(0, 2, 4);
    send(0, 1, 5);
    assertThat(received(1)).isEqualTo(5);
    assertThat(nothingReaches(2)).isTrue();
  }

  @Test
  void framesOfNobodyAndForNobodyAreLost() throws IOException {
    send(0, HOSTS, 1);
    send(HOSTS, 1, 2);
    send(0, 1, 3);
    assertThat(received(1)).isEqualTo(3);
  }

  @Test
  void aShareIsLostAtRandom() {
    rules.obey("loss * * 0.01");
    long lost = IntStream.range(0, 100_000).filter(i -> rules.isLost(0, 1)).count();
    assertThat(lost).isBetween(800L, 1_200L); // six deviations, and always the same numbers
  }

  @Test
  void withoutRootOrTheCommandsThereIsNoNetworkAndAReason() {
    String path = System.getenv("PATH");
    assertThat(Spaces.obstacle("1000", path))
        .isEqualTo(Optional.of("namespaces of the network need root"));
    assertThat(Spaces.obstacle("0", "/nowhere"))
        .isEqualTo(Optional.of("namespaces of the network need the command ip of iproute2"));
  }

  private void send(int from, int to, int what) throws IOException {
    byte[] frame = new byte[64];
    frame[0] = 8; // VXLAN: there is a number of the network
    frame[8] = (byte) (to == BROADCAST ? BROADCAST : 2);
    frame[13] = (byte) (to == BROADCAST ? BROADCAST : to + 1);
    frame[14] = 2;
    frame[19] = (byte) (from + 1);
    frame[63] = (byte) what;
    sockets.get(0).send(new DatagramPacket(frame, frame.length, relay.address()));
  }

  private int received(int host) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[128], 128);
    sockets.get(host).setSoTimeout((int) Patience.LIMIT.toMillis());
    sockets.get(host).receive(packet);
    assertThat(packet.getLength()).isEqualTo(64);
    return packet.getData()[63];
  }

  /** What was sent before has passed: the relay keeps the order. */
  private boolean nothingReaches(int host) throws IOException {
    sockets.get(host).setSoTimeout(50);
    try {
      sockets.get(host).receive(new DatagramPacket(new byte[128], 128));
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }
}
