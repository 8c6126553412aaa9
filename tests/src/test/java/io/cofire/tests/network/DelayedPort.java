package io.cofire.tests.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A detour to a port of this machine that holds each byte for a time, both ways; for tests without
 * the rights that {@link HostNetwork} needs. It has no rate and no losses.
 */
public final class DelayedPort implements AutoCloseable {

  private final int target;
  private final long delayNanos;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private record Held(byte[] bytes, long due) {}

  /** Listens on a port of its own. */
  public DelayedPort(int target, long delayNanos) throws IOException {
    this.target = target;
    this.delayNanos = delayNanos;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Where the detour begins. */
  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listener.accept();
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        for (Socket socket : List.of(from, to)) {
          socket.setTcpNoDelay(true);
          sockets.add(socket);
        }
        hold(from, to);
        hold(to, from);
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void hold(Socket from, Socket to) {
    BlockingQueue<Held> held = new LinkedBlockingQueue<>();
    threads.execute(() -> take(from, held));
    threads.execute(() -> hand(held, to));
  }

  private void take(Socket from, BlockingQueue<Held> held) {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = from.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        held.add(new Held(Arrays.copyOf(buffer, n), System.nanoTime() + delayNanos));
      }
    } catch (IOException e) {
      // It was closed.
    }
    held.add(new Held(new byte[0], System.nanoTime() + delayNanos));
  }

  private static void hand(BlockingQueue<Held> held, Socket to) {
    try (OutputStream out = to.getOutputStream()) {
      for (Held next = held.take(); next.bytes.length > 0; next = held.take()) {
        for (long left = next.due - System.nanoTime();
            left > 0;
            left = next.due - System.nanoTime()) {
          TimeUnit.NANOSECONDS.sleep(left);
        }
        out.write(next.bytes);
      }
    } catch (IOException | InterruptedException e) {
      // It was closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
