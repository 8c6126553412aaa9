package io.cofire.tests.network;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/** Gives back what it is sent, so that another host can time the way to here and back. */
final class Echo {

  private static final int PORT = 7_000;
  private static final int BYTES = 64;
  private static final int TURNS = 200;
  private static final int LIMIT_MILLIS = 30_000;

  private final ServerSocket listener;

  private Echo(ServerSocket listener) {
    this.listener = listener;
  }

  /** Listens from now on. */
  static void start() throws IOException {
    Echo echo = new Echo(new ServerSocket(PORT));
    Thread thread = new Thread(echo::serve, "echo");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (true) {
      try (Socket socket = listener.accept()) {
        socket.setTcpNoDelay(true);
        byte[] bytes = new byte[BYTES];
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
          in.readFully(bytes);
          socket.getOutputStream().write(bytes);
        }
      } catch (IOException e) {
        // The other has ended.
      }
    }
  }

  /** Seconds to another host and back, where little else runs: one in ten takes less. */
  static double roundTrip(String address) throws IOException {
    byte[] bytes = new byte[BYTES];
    long[] nanos = new long[TURNS];
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.connect(new InetSocketAddress(address, PORT), LIMIT_MILLIS);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (int i = -TURNS / 4; i < TURNS; i++) {
        long start = System.nanoTime();
        out.write(bytes);
        in.readFully(bytes);
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
      }
    }
    Arrays.sort(nanos);
    return nanos[TURNS / 10] / 1e9;
  }
}
