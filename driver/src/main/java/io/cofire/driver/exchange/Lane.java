package io.cofire.driver.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * One connection to another host, which carries messages that way only. What is queued becomes
 * bytes only when its turn comes, so that a gradient in flight takes a megabyte and not its size
 * again.
 */
final class Lane {

  private static final long MOST_IN_FLIGHT_BYTES = 1 << 20;

  private final Channel channel;
  private final LongAdder bytesSent;
  private final Queue<Parcel> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private long inFlightBytes; // belongs to the connection's thread

  private record Parcel(Frame frame, Runnable copied, ChannelPromise written) {}

  /**
   * A lane over a connection whose greeting has been accepted.
   *
   * @param bytesSent counts the bytes of messages
   */
  Lane(Channel channel, LongAdder bytesSent) {
    this.channel = channel;
    this.bytesSent = bytesSent;
  }

  Channel channel() {
    return channel;
  }

  /** Sends at once, before anything that is queued. */
  void send(Frame frame) {
    channel.writeAndFlush(encode(frame)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /**
   * Sends in its turn.
   *
   * @param copied is run when the frame's values may be written again
   */
  void queue(Frame frame, Runnable copied) {
    queue.add(new Parcel(frame, copied, channel.newPromise()));
    schedule();
  }

  /** Says goodbye in its turn; done when that and all before it has left. */
  ChannelFuture end() {
    ChannelPromise written = channel.newPromise();
    queue.add(new Parcel(Frame.bye(), () -> {}, written));
    schedule();
    return written;
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      channel.eventLoop().execute(this::drain);
    }
  }

  private void drain() {
    scheduled.set(false);
    boolean wrote = false;
    while (inFlightBytes < MOST_IN_FLIGHT_BYTES && !queue.isEmpty()) {
      Parcel parcel = queue.remove(); // nobody else takes any
      ByteBuf bytes = encode(parcel.frame());
      parcel.copied().run();
      int count = bytes.readableBytes();
      inFlightBytes += count;
      wrote = true;
      channel.write(bytes, parcel.written()).addListener(done -> left(count));
    }
    if (wrote) {
      channel.flush();
    }
  }

  private ByteBuf encode(Frame frame) {
    ByteBuf bytes = frame.encode(channel.alloc());
    bytesSent.add(bytes.readableBytes());
    return bytes;
  }

  private void left(int bytes) {
    inFlightBytes -= bytes;
    if (!queue.isEmpty()) {
      schedule();
    }
  }
}
