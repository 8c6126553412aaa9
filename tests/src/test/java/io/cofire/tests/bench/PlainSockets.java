package io.cofire.tests.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the machine can do: a blocking socket between two processes, one thread a direction. */
final class PlainSockets implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;

  private final SocketChannel channel;
  private final ExecutorService writer = Executors.newSingleThreadExecutor();

  private PlainSockets(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Host 0 accepts, host 1 connects. */
  static PlainSockets join(ServerSocketChannel listener, int host, int port) throws IOException {
    InetSocketAddress other = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new PlainSockets(host == 0 ? listener.accept() : SocketChannel.open(other));
  }

  /** Sends the buffer and receives as much, one behind the other. */
  void swap(ByteBuffer mine, ByteBuffer theirs) throws IOException {
    write(mine);
    read(theirs);
  }

  /** Sends the buffer and receives as much, both at once. */
  void copy(ByteBuffer mine, ByteBuffer theirs)
      throws IOException, ExecutionException, InterruptedException, TimeoutException {
    Future<?> sent =
        writer.submit(
            () -> {
              write(mine);
              return null;
            });
    read(theirs);
    sent.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private void write(ByteBuffer bytes) throws IOException {
    bytes.clear();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void read(ByteBuffer bytes) throws IOException {
    bytes.clear();
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("The other process has gone");
      }
    }
  }

  @Override
  public void close() throws IOException {
    writer.shutdownNow();
    channel.close();
  }
}
