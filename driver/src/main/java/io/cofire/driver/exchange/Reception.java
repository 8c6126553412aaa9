package io.cofire.driver.exchange;

import io.cofire.data.errors.Legible;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.apache.spark.network.util.TransportFrameDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes incoming connections: reads the greeting, answers it or says why not, and from then on
 * hands the connection's messages to the inbox. Runs on the transport's threads.
 */
final class Reception extends RpcHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final Identity identity;
  private final Wire.Inbox inbox;
  private final Map<Channel, Guest> guests = new HashMap<>(); // guarded by this
  private boolean closing;

  /** A connection that has been accepted. */
  private static final class Guest {
    final int host;
    final int lane;
    boolean ended;

    Guest(int host, int lane) {
      this.host = host;
      this.lane = lane;
    }
  }

  Reception(Identity identity, Wire.Inbox inbox) {
    this.identity = identity;
    this.inbox = inbox;
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback answer) {
    Channel channel = client.getChannel();
    try {
      Greeting greeting = Greeting.decode(message);
      Guest guest = admit(channel, greeting);
      Doorman.admit(channel);
      TransportFrameDecoder decoder =
          (TransportFrameDecoder) channel.pipeline().get(TransportFrameDecoder.HANDLER_NAME);
      decoder.setInterceptor(new FrameReader(new Messages(channel, guest)));
      answer.onSuccess(new Greeting(identity, greeting.lane()).encode());
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{} (from {})", Legible.of(String.valueOf(e.getMessage())), client.getSocketAddress());
      answer.onFailure(e);
    }
  }

  private synchronized Guest admit(Channel channel, Greeting greeting) {
    identity.requirePeer(greeting.identity());
    int host = greeting.identity().host();
    if (greeting.lane() < 0 || greeting.lane() >= TransportWire.LANES) {
      throw Identity.refused("lane", "one of " + TransportWire.LANES, greeting.lane());
    }
    boolean twice =
        guests.values().stream().anyMatch(g -> g.host == host && g.lane == greeting.lane());
    if (twice || closing) {
      throw Identity.refused(
          "host", "one that is not connected", String.format(Locale.ROOT, "%d, which is", host));
    }
    Guest guest = new Guest(host, greeting.lane());
    guests.put(channel, guest);
    return guest;
  }

  /** A message that is no greeting, from a stranger. */
  @Override
  public void receive(TransportClient client, ByteBuffer message) {
    LOG.warn("Refused a message without a greeting from {}", client.getSocketAddress());
    client.getChannel().close().addListener(closed -> LOG.debug("Closed it"));
  }

  /** What breaks from now on is no loss. */
  synchronized void close() {
    closing = true;
  }

  private void farewell(Guest guest) {
    boolean all;
    synchronized (this) {
      guest.ended = true;
      List<Guest> lanes = new ArrayList<>(guests.values());
      lanes.removeIf(other -> other.host != guest.host || !other.ended);
      all = lanes.size() == TransportWire.LANES;
    }
    if (all) {
      inbox.ended(guest.host);
    }
  }

  private void lose(Channel channel, String why) {
    Guest guest;
    synchronized (this) {
      guest = guests.get(channel);
      if (guest == null || guest.ended || closing) {
        return;
      }
    }
    inbox.lost(guest.host, why);
  }

  @Override
  public void channelInactive(TransportClient client) {
    lose(client.getChannel(), "its connection was closed");
  }

  @Override
  public void exceptionCaught(Throwable cause, TransportClient client) {
    lose(client.getChannel(), cause.toString());
  }

  /** There are none. */
  @Override
  public StreamManager getStreamManager() {
    return new StreamManager() {
      @Override
      public ManagedBuffer getChunk(long stream, int chunk) {
        throw new UnsupportedOperationException("Cofire's port serves no streams");
      }
    };
  }

  /** What one accepted connection brings. */
  private final class Messages implements FrameReader.Sink {

    private final Channel channel;
    private final Guest guest;

    Messages(Channel channel, Guest guest) {
      this.channel = channel;
      this.guest = guest;
    }

    @Override
    public void frame(Frame frame) {
      if (frame.kind() == Frame.Kind.BYE) {
        farewell(guest);
      } else {
        inbox.frame(guest.host, frame);
      }
    }

    @Override
    public void broken(String why) {
      lose(channel, why);
    }
  }
}
