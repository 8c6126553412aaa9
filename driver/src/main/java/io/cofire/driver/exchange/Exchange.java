package io.cofire.driver.exchange;

import io.cofire.ops.collective.Collective;
import java.io.IOException;
import java.util.List;

/**
 * One host's end of an attempt's exchange: it listens, connects to all other hosts, and hands each
 * of its ranks a {@link Collective}. Open one per attempt; close it when all its ranks have ended.
 */
public final class Exchange implements AutoCloseable {

  private final HostedGroup group;
  private final TransportWire wire;

  private Exchange(HostedGroup group, TransportWire wire) {
    this.group = group;
    this.wire = wire;
  }

  /**
   * Starts to listen.
   *
   * @param identity this host and its attempt; others must have the same but for the host
   * @throws IOException if no port can be had; the message names the settings
   */
  public static Exchange listen(ExchangeSettings settings, Identity identity) throws IOException {
    return listen(settings, identity, ExchangeWays.SHORTER);
  }

  /**
   * Starts to listen, for exchanges that take ways of the caller's choice.
   *
   * @param ways the same on all hosts
   * @throws IOException as above
   */
  public static Exchange listen(ExchangeSettings settings, Identity identity, ExchangeWays ways)
      throws IOException {
    HostedGroup group =
        new HostedGroup(identity.placement(), identity.host(), ways, settings.deadline());
    TransportWire wire = new TransportWire(settings, identity, group);
    group.join(wire, settings.bucketFloats());
    return new Exchange(group, wire);
  }

  /** The port that it listens on, to be told to the other hosts. */
  public int port() {
    return wire.port();
  }

  /**
   * Connects to every other host; before the first collective call.
   *
   * @param peers all hosts, by host number; this one's own entry gives its label
   * @throws IOException if one cannot be reached, or one of the two refuses the other; the message
   *     says why
   */
  public void connect(List<Peer> peers) throws IOException {
    group.name(peers.stream().map(Peer::label).toList());
    wire.connect(peers);
  }

  /**
   * The handle of a rank that lives here; for one thread.
   *
   * @throws IllegalArgumentException if it lives elsewhere
   */
  public Collective collective(int rank) {
    return group.collective(rank);
  }

  /** Bytes of all messages so far, without what encryption adds to them. */
  public long bytesSent() {
    return wire.bytesSent();
  }

  /** Says goodbye to the other hosts, and closes all connections and the port. */
  @Override
  public void close() {
    wire.close(group.isWhole());
  }
}
