package io.cofire.tests.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The wire between hosts: takes their frames, which the kernel wraps into datagrams (VXLAN, RFC
 * 7348), and hands each to the host it is for, after a delay, or loses it. So connections, their
 * windows and retransmissions are the kernel's own. Runs in the namespace of the bridge.
 */
public final class Relay implements AutoCloseable {

  /** VXLAN's own port. */
  static final int PORT = 4789;

  private static final int VXLAN_HEADER = 8;
  private static final int LAST_OF_ADDRESS = 5;
  private static final int ADDRESS_BYTES = 6;
  private static final int MOST_BYTES = 9_216;
  private static final int MOST_HELD = 16_384; // 150 MB, then the newest are lost
  private static final int RECEIVE_BYTES = 4 << 20;
  private static final int BROADCAST = 0xff;
  private static final long SLACK_NANOS = 55_000; // a sleeping thread oversleeps by as much

  private final DatagramChannel channel;
  private final List<InetSocketAddress> hosts;
  private final RelayRules rules;
  private final ArrayBlockingQueue<Held> queue = new ArrayBlockingQueue<>(MOST_HELD);
  private final Queue<ByteBuffer> spare = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  /** A datagram on its way. */
  private record Held(ByteBuffer bytes, int to, long due) {}

  /**
   * Starts.
   *
   * @param at where it takes datagrams
   * @param hosts where it hands them to; host h has the hardware address 02:00:00:00:00:h+1
   */
  Relay(InetSocketAddress at, List<InetSocketAddress> hosts, RelayRules rules) throws IOException {
    this.channel = DatagramChannel.open();
    this.hosts = List.copyOf(hosts);
    this.rules = rules;
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, RECEIVE_BYTES);
    channel.bind(at);
    start("take", this::takeAll);
    start("hand", this::handAll);
  }

  private interface Loop {
    void run() throws IOException, InterruptedException;
  }

  private void start(String name, Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (AsynchronousCloseException | InterruptedException e) {
                // It was closed.
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "relay-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Where it listens. */
  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  private void takeAll() throws IOException {
    while (true) {
      ByteBuffer spared = spare.poll();
      ByteBuffer bytes = spared == null ? ByteBuffer.allocateDirect(MOST_BYTES) : spared.clear();
      channel.receive(bytes);
      take(bytes.flip());
    }
  }

  private void take(ByteBuffer bytes) throws IOException {
    int to = bytes.get(VXLAN_HEADER + LAST_OF_ADDRESS) & 0xff;
    int from = (bytes.get(VXLAN_HEADER + ADDRESS_BYTES + LAST_OF_ADDRESS) & 0xff) - 1;
    int kind = bytes.get(VXLAN_HEADER) & 0xff;
    for (int host = 0; host < hosts.size(); host++) {
      boolean meant = kind == BROADCAST ? host != from : kind == 2 && host == to - 1;
      if (meant && !rules.isLost(from, host)) {
        send(kind == BROADCAST ? copy(bytes) : bytes, host);
      }
    }
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocateDirect(MOST_BYTES).put(bytes.duplicate()).flip();
  }

  private void send(ByteBuffer bytes, int host) throws IOException {
    long delay = rules.delayNanos();
    if (delay > 0 || !queue.isEmpty()) {
      queue.offer(new Held(bytes, host, System.nanoTime() + delay));
    } else {
      hand(bytes, host);
    }
  }

  private void handAll() throws IOException, InterruptedException {
    while (true) {
      Held held = queue.take();
      long left = held.due - SLACK_NANOS - System.nanoTime();
      while (left > 0) {
        LockSupport.parkNanos(left);
        left = held.due - SLACK_NANOS - System.nanoTime();
      }
      hand(held.bytes, held.to);
    }
  }

  private void hand(ByteBuffer bytes, int host) throws IOException {
    channel.send(bytes, hosts.get(host));
    spare.add(bytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    threads.forEach(Thread::interrupt);
  }

  /**
   * The process: obeys {@link RelayRules} that it reads line by line, and answers each; ends with
   * its input.
   *
   * @param args its address and those of the hosts
   */
  public static void main(String[] args) throws IOException {
    List<InetSocketAddress> all = new ArrayList<>();
    for (String arg : args) {
      all.add(new InetSocketAddress(arg, PORT));
    }
    RelayRules rules = new RelayRules(all.size() - 1);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Relay relay = new Relay(all.get(0), all.subList(1, all.size()), rules)) {
      System.out.println("ok " + relay.address());
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        rules.obey(line);
        System.out.println("ok");
      }
    }
  }
}
