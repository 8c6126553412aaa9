package io.cofire.driver.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A detour to a host that keeps every byte that passes, of both directions. */
final class Wiretap implements AutoCloseable {

  private final int target;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new ArrayList<>(); // guarded by this
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // guarded by itself

  Wiretap(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Where the detour begins. */
  int port() {
    return listener.getLocalPort();
  }

  /** What has passed so far. */
  byte[] recorded() {
    synchronized (bytes) {
      return bytes.toByteArray();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listener.accept();
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        synchronized (this) {
          sockets.add(from);
          sockets.add(to);
        }
        threads.execute(() -> pump(from, to));
        threads.execute(() -> pump(to, from));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[65_536];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (bytes) {
          bytes.write(buffer, 0, n);
        }
        out.write(buffer, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // One of them was closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    synchronized (this) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    threads.shutdownNow();
  }
}
