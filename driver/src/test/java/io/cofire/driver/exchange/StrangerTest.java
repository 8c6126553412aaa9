package io.cofire.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.cofire.data.Patience;
import io.cofire.data.random.Key;
import io.cofire.ops.collective.Collective;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Anyone may connect to a host's port and send anything: the exchange goes on with the same bits.
 */
class StrangerTest {

  private static final Duration DEADLINE = Patience.LIMIT;
  private static final int SIZE = 200_000;
  private static final int LEAST_ROUNDS = 20;
  private static final int CONNECTIONS = 300;

  /** What a stranger does to a port. */
  private interface Attack {
    void on(int port) throws Exception;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theExchangeGoesOnUnderEveryAttackWithTheSameBits(boolean secured) throws Exception {
    ExchangeSettings settings =
        secured ? Hosts.secured("the secret", DEADLINE) : Hosts.settings(DEADLINE);
    try (Hosts hosts = new Hosts(2, 2, settings)) {
      List<Integer> ports = hosts.peers.stream().map(Peer::port).toList();
      for (Attack attack :
          List.<Attack>of(
              StrangerTest::randomBytes,
              StrangerTest::halfAGreeting,
              StrangerTest::hugeLengths,
              StrangerTest::messagesWithoutAGreeting,
              StrangerTest::manyConnections)) {
        AtomicInteger attacking = new AtomicInteger(1);
        CompletableFuture<Void> attacker =
            CompletableFuture.runAsync(() -> attack(attack, ports, attacking));
        List<Integer> rounds = hosts.onEachRank(rank -> exchange(rank, attacking));
        attacker.get(Patience.SECONDS, TimeUnit.SECONDS);
        assertThat(rounds.get(0)).isEqualTo(rounds.get(1)).isGreaterThanOrEqualTo(LEAST_ROUNDS);
      }
    }
  }

  private static void attack(Attack attack, List<Integer> ports, AtomicInteger attacking) {
    try {
      for (int port : ports) {
        attack.on(port);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      attacking.set(0);
    }
  }

  /** Sums until rank 0 says that the attack is over; every sum is checked to the bit. */
  private static int exchange(Collective collective, AtomicInteger attacking) {
    int round = 0;
    boolean more = true;
    while (more) {
      float[] mine = values(collective.rank(), round);
      float[] other = values(1 - collective.rank(), round);
      collective.sum("round" + round, FloatBuffer.wrap(mine));
      for (int i = 0; i < SIZE; i++) {
        other[i] += values(collective.rank(), round, i);
      }
      assertThat(mine).isEqualTo(other);
      round++;
      float[] vote = {round < LEAST_ROUNDS ? 1 : attacking.get()};
      more = collective.gather("more" + round, vote)[0][0] > 0;
    }
    return round;
  }

  private static float[] values(int rank, int round) {
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = values(rank, round, i);
    }
    return values;
  }

  private static float values(int rank, int round, int i) {
    return (i * 31 + rank * 17 + round) % 1009 * 0.37f;
  }

  private static void randomBytes(int port) throws IOException {
    SplittableRandom random = Key.of(11).child(port).random();
    for (int connection = 0; connection < 40; connection++) {
      byte[] bytes = new byte[1 + random.nextInt(50_000)];
      random.nextBytes(bytes);
      send(port, bytes);
    }
  }

  /** The beginning of what a host of this very attempt would say, in Spark's framing. */
  private static void halfAGreeting(int port) throws IOException {
    ByteBuffer greeting = new Greeting(Hosts.identity(new Placement(2, 2), 1), 0).encode();
    byte[] whole =
        ByteBuffer.allocate(21 + greeting.remaining())
            .putLong(21 + greeting.remaining())
            .put((byte) 3) // a request
            .putLong(7) // its number
            .putInt(greeting.remaining())
            .put(greeting)
            .array();
    for (int length = 1; length <= whole.length; length++) {
      byte[] part = new byte[length];
      System.arraycopy(whole, 0, part, 0, length);
      send(port, part);
    }
  }

  private static void hugeLengths(int port) throws IOException {
    for (long length : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE - 9, -1, 0}) {
      send(port, ByteBuffer.allocate(200_000).putLong(length).array());
    }
  }

  /** Long messages of this protocol, and Spark's one-way messages, from nobody. */
  private static void messagesWithoutAGreeting(int port) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(21 + 40).putLong(21 + 40).put((byte) 9).putLong(40);
    send(port, frame.array());
    send(port, ByteBuffer.allocate(28).putInt(4).array());
  }

  private static void manyConnections(int port) throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        open.add(new Socket(InetAddress.getLoopbackAddress(), port));
      }
      for (Socket socket : open) {
        socket.getOutputStream().write(1);
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** Sends and goes away; that the other end closes first is as good. */
  private static void send(int port, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (SocketException e) {
      assertThat(e).hasMessageMatching(".*(reset|Broken pipe|closed|aborted).*");
    }
  }

  /** Many connections that say nothing. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void hostsJoinWhileStrangersHoldConnections(int ranks) throws Exception {
    List<Socket> idle = new ArrayList<>();
    try (Hosts hosts =
        new Hosts(
            ranks,
            2,
            Hosts.settings(DEADLINE),
            peer -> {
              for (int i = 0; i < CONNECTIONS / 2; i++) {
                idle.add(connect(peer.port()));
              }
              return peer;
            })) {
      HandshakeTest.requireSum(hosts);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private static Socket connect(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
