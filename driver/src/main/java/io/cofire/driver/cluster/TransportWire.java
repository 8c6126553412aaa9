package io.cofire.driver.cluster;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.network.TransportContext;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.client.TransportClientFactory;
import org.apache.spark.network.protocol.OneWayMessage;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.apache.spark.network.server.TransportServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts joined by Spark's network layer: each listens, and connects to every other; a connection
 * carries messages one way. Its first message is the connecting host's {@link Identity}; until that
 * is accepted nothing else is read from it.
 */
final class TransportWire implements Wire {

  private static final Logger LOG = LoggerFactory.getLogger(TransportWire.class);

  private final Identity identity;
  private final Inbox inbox;
  private final TransportSettings settings;
  private final ConcurrentHashMap<Channel, Integer> peers = new ConcurrentHashMap<>();
  private final TransportContext context;
  private final TransportServer server;
  private final TransportClientFactory factory;
  private final TransportClient[] clients;
  private final ChannelFuture[] sent;
  private final LongAdder bytesSent = new LongAdder();
  private volatile boolean closing;

  /**
   * Starts to listen.
   *
   * @param identity this host and its run
   * @param inbox takes what other hosts send, from now on
   */
  TransportWire(TransportSettings settings, Identity identity, Inbox inbox) throws IOException {
    this.identity = identity;
    this.inbox = inbox;
    this.settings = settings;
    this.clients = new TransportClient[identity.placement().hosts()];
    this.sent = new ChannelFuture[clients.length];
    this.context = new TransportContext(settings.conf(), new Receiver());
    this.server = listen();
    this.factory = context.createClientFactory(settings.client());
  }

  private TransportServer listen() throws IOException {
    int tries = settings.port() == 0 ? 1 : settings.portTries();
    for (int i = 0; ; i++) {
      try {
        return context.createServer(settings.bindHost(), settings.port() + i, settings.server());
      } catch (RuntimeException e) {
        if (i + 1 >= tries || !(Causes.root(e) instanceof BindException)) {
          context.close();
          throw new IOException(
              "Cannot listen on %s, ports %d to %d: %s; see spark.cofire.bindAddress and spark.cofire.port"
                  .formatted(
                      settings.bindHost(), settings.port(), settings.port() + i, Causes.root(e)),
              e);
        }
      }
    }
  }

  /** The port that it listens on. */
  int port() {
    return server.getPort();
  }

  /** Bytes of all messages so far, without what the transport adds to them. */
  long bytesSent() {
    return bytesSent.sum();
  }

  /** Where another host listens. */
  record Address(String host, int port) {}

  /**
   * Connects to every other host.
   *
   * @param addresses by host number
   * @throws IOException if one cannot be reached or refuses this host; the message says why
   */
  void connect(List<Address> addresses) throws IOException {
    for (int other = 0; other < clients.length; other++) {
      if (other != identity.host()) {
        clients[other] = connect(other, addresses.get(other));
      }
    }
  }

  private TransportClient connect(int other, Address address) throws IOException {
    try {
      TransportClient client = factory.createUnmanagedClient(address.host(), address.port());
      client.sendRpcSync(identity.encode(), settings.deadline().toMillis());
      client
          .getChannel()
          .closeFuture()
          .addListener(closed -> lost(other, "the connection to it was closed"));
      return client;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while connecting to " + address, e);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "Cannot connect to host %d at %s:%d: %s"
              .formatted(other, address.host(), address.port(), Causes.describe(e)),
          e);
    }
  }

  @Override
  public void send(int host, Frame frame) {
    ManagedBuffer message = new NioManagedBuffer(frame.encode());
    bytesSent.add(message.size());
    sent[host] = clients[host].getChannel().writeAndFlush(new OneWayMessage(message));
  }

  @Override
  public void close() {
    closing = true;
    for (ChannelFuture last : sent) {
      if (last != null) {
        last.awaitUninterruptibly(settings.deadline().toMillis());
      }
    }
    for (TransportClient client : clients) {
      if (client != null) {
        client.close();
      }
    }
    factory.close();
    server.close();
    context.close();
  }

  private void lost(int host, String why) {
    if (!closing) {
      inbox.lost(host, why);
    }
  }

  /** Takes what arrives; runs on the transport's threads. */
  private final class Receiver extends RpcHandler {

    @Override
    public void receive(TransportClient client, ByteBuffer greeting, RpcResponseCallback callback) {
      try {
        Identity peer = Identity.decode(greeting);
        identity.requirePeer(peer);
        if (peers.containsValue(peer.host())) {
          throw new IllegalArgumentException(
              "Refused a connection: host %d is connected already".formatted(peer.host()));
        }
        peers.put(client.getChannel(), peer.host());
        callback.onSuccess(ByteBuffer.allocate(0));
      } catch (IllegalArgumentException e) {
        LOG.warn("{} (from {})", e.getMessage(), client.getSocketAddress());
        callback.onFailure(e);
      }
    }

    @Override
    public void receive(TransportClient client, ByteBuffer message) {
      Integer host = peers.get(client.getChannel());
      if (host == null) {
        LOG.warn("Refused a message without a greeting from {}", client.getSocketAddress());
        client.getChannel().close().addListener(closed -> LOG.debug("Closed it"));
        return;
      }
      try {
        inbox.frame(host, Frame.decode(message));
      } catch (IllegalArgumentException e) {
        lost(host, e.getMessage());
      }
    }

    @Override
    public void channelInactive(TransportClient client) {
      Integer host = peers.remove(client.getChannel());
      if (host != null) {
        lost(host, "its connection was closed");
      }
    }

    @Override
    public void exceptionCaught(Throwable cause, TransportClient client) {
      Integer host = peers.get(client.getChannel());
      if (host != null) {
        lost(host, Causes.describe(cause));
      }
    }

    @Override
    public StreamManager getStreamManager() {
      return new StreamManager() {
        @Override
        public ManagedBuffer getChunk(long stream, int chunk) {
          throw new UnsupportedOperationException("Cofire's port serves no streams");
        }
      };
    }
  }
}
