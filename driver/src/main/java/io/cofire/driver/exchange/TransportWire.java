package io.cofire.driver.exchange;

import io.cofire.data.errors.Causes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.server.TransportServer;
import org.apache.spark.network.server.TransportServerBootstrap;

/**
 * Hosts joined by Spark's network layer: each listens ({@link Reception}), and connects to every
 * other; a connection carries messages one way. Both its ends say who they are first; until that is
 * accepted nothing else is read.
 */
final class TransportWire implements Wire {

  /** Lanes to each host. */
  static final int LANES = 2;

  private static final int EXPRESS = 0;
  private static final int BULK = 1;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final long GREETING_MILLIS = 30_000;
  private static final long NANOS_IN_MILLI = 1_000_000;

  private final Identity identity;
  private final ExchangeSettings settings;
  private final Inbox inbox;
  private final Reception reception;
  private final TransportContext context;
  private final TransportServer server;
  private final TransportClientFactory factory;
  private final Lane[][] lanes;
  private final LongAdder bytesSent = new LongAdder();
  private volatile boolean closing;

  /**
   * Starts to listen.
   *
   * @param identity this host and its run
   * @param inbox takes what other hosts send, from now on
   */
  TransportWire(ExchangeSettings settings, Identity identity, Inbox inbox) throws IOException {
    this.identity = identity;
    this.settings = settings;
    this.inbox = inbox;
    this.reception = new Reception(identity, inbox);
    this.lanes = new Lane[identity.placement().hosts()][LANES];
    this.context = new TransportContext(settings.conf(), reception);
    this.server = listen();
    this.factory = context.createClientFactory(settings.client());
  }

  private TransportServer listen() throws IOException {
    List<TransportServerBootstrap> guards = new ArrayList<>();
    guards.add(new Doorman(Math.min(settings.deadline().toMillis(), GREETING_MILLIS)));
    guards.addAll(settings.server());
    int tries = settings.port() == 0 ? 1 : settings.portTries();
    for (int i = 0; ; i++) {
      try {
        return context.createServer(settings.bindHost(), settings.port() + i, guards);
      } catch (Exception e) { // Netty throws checked exceptions that Spark does not declare
        if (i + 1 >= tries || !(Causes.root(e) instanceof BindException)) {
          context.close();
          throw new IOException(
              String.format(
                  Locale.ROOT,
                  "Cannot listen on %s, ports %d to %d: %s; see spark.cofire.bindAddress, spark.cofire.port and spark.port.maxRetries",
                  settings.bindHost(),
                  settings.port(),
                  settings.port() + i,
                  Causes.root(e)),
              e);
        }
      }
    }
  }

  /** The port that it listens on. */
  int port() {
    return server.getPort();
  }

  /** Bytes of all messages so far. */
  long bytesSent() {
    return bytesSent.sum();
  }

  /**
   * Connects to every other host.
   *
   * @param peers by host number
   * @throws UnreachableException if one cannot be reached within the deadline, or one of the two
   *     refuses the other
   */
  void connect(List<Peer> peers) throws IOException {
    long end = System.nanoTime() + settings.deadline().toNanos();
    for (int other = 0; other < lanes.length; other++) {
      for (int lane = 0; other != identity.host() && lane < LANES; lane++) {
        lanes[other][lane] = new Lane(connect(other, lane, peers.get(other), end), bytesSent);
      }
    }
  }

  private Channel connect(int other, int lane, Peer peer, long end) throws IOException {
    try {
      TransportClient client = reach(peer, end);
      greet(client, other, lane, end);
      Channel channel = client.getChannel();
      channel.closeFuture().addListener(closed -> closed(channel, other));
      return channel;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while connecting to " + peer.label(), e);
    } catch (IOException | RuntimeException e) {
      throw new UnreachableException(
          other,
          String.format(
              Locale.ROOT,
              "Cannot connect to host %d, %s, at %s:%d: %s",
              other,
              peer.label(),
              peer.address(),
              peer.port(),
              firstLine(e)),
          e);
    }
  }

  /** Spark's own limits are of one connection, and of one question of its authentication. */
  private TransportClient reach(Peer peer, long end) throws IOException, InterruptedException {
    FutureTask<TransportClient> reaching =
        new FutureTask<>(() -> factory.createUnmanagedClient(peer.address(), peer.port()));
    Thread thread = new Thread(reaching, "cofire-connect");
    thread.setDaemon(true);
    thread.start();
    try {
      return reaching.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      reaching.cancel(true);
      throw new IOException(
          String.format(
              Locale.ROOT,
              "no connection to all hosts within %d ms",
              settings.deadline().toMillis()));
    } catch (ExecutionException e) {
      throw new IOException(firstLine(e), e);
    }
  }

  private void greet(TransportClient client, int other, int lane, long end) {
    try {
      long left = Math.max(1, (end - System.nanoTime()) / NANOS_IN_MILLI);
      ByteBuffer answer = client.sendRpcSync(new Greeting(identity, lane).encode(), left);
      requireAnswer(Greeting.decode(answer).identity(), other);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private void requireAnswer(Identity found, int expected) {
    identity.requirePeer(found);
    if (found.host() != expected) {
      throw Identity.refused("host", expected, found.host());
    }
  }

  /** Spark sends the other side's stack trace; what matters is its first line. */
  private static String firstLine(Throwable e) {
    Throwable root = Causes.root(e);
    String text = root.getMessage() == null ? root.toString() : root.getMessage();
    return text.lines().findFirst().orElse(root.toString());
  }

  @Override
  public void express(int host, Frame frame) {
    Lane lane = lanes[host][EXPRESS];
    if (lane != null) {
      lane.send(frame);
    }
  }

  @Override
  public void bulk(int host, Frame frame, Runnable copied) {
    lanes[host][BULK].queue(frame, copied);
  }

  /**
   * Says goodbye and closes all connections.
   *
   * @param whole whether to wait until everything has left; after a failure only the reason matters
   */
  void close(boolean whole) {
    closing = true;
    reception.close();
    List<ChannelFuture> last = connected().map(Lane::end).toList();
    await(last, whole ? settings.deadline() : AFTER_FAILURE);
    connected()
        .forEach(lane -> lane.channel().close().awaitUninterruptibly(AFTER_FAILURE.toMillis()));
    factory.close();
    server.close();
    context.close();
  }

  /** All lanes but those to this host itself and to those that were never reached. */
  private Stream<Lane> connected() {
    return Stream.of(lanes).flatMap(Stream::of).filter(Objects::nonNull);
  }

  private static void await(List<ChannelFuture> last, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    for (ChannelFuture future : last) {
      future.awaitUninterruptibly(Math.max(end - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
    }
  }

  /** What the host sent before it closed may still be unread, a goodbye among it. */
  private void closed(Channel channel, int host) {
    if (!closing) {
      channel
          .eventLoop()
          .schedule(() -> {}, GRACE.toMillis(), TimeUnit.MILLISECONDS)
          .addListener(later -> lost(host, "the connection to it was closed"));
    }
  }

  private void lost(int host, String why) {
    if (!closing) {
      inbox.lost(host, why);
    }
  }
}
