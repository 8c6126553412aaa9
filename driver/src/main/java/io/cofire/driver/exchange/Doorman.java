package io.cofire.driver.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.TransportServerBootstrap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before everything else on each incoming connection until its greeting has been accepted: a
 * stranger may neither fill the memory with one endless message, nor keep the connection open, nor
 * hold more than a few.
 */
final class Doorman implements TransportServerBootstrap {

  private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);
  private static final String NAME = "doorman";
  private static final int MOST_BYTES = 64 * 1024; // Spark's authentication and a greeting: 2 KB
  private static final int MOST_STRANGERS = 1024;

  private final long limitMillis;
  private final AtomicInteger strangers = new AtomicInteger();

  /** A doorman who waits so long for a greeting. */
  Doorman(long limitMillis) {
    this.limitMillis = limitMillis;
  }

  @Override
  public RpcHandler doBootstrap(Channel channel, RpcHandler handler) {
    channel.pipeline().addFirst(NAME, new Guard());
    return handler;
  }

  /** Lets a connection pass from now on; called on its thread. */
  static void admit(Channel channel) {
    channel.pipeline().remove(NAME);
  }

  private final class Guard extends ChannelInboundHandlerAdapter {

    private int bytes;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      if (strangers.incrementAndGet() > MOST_STRANGERS) {
        close(context, String.format(Locale.ROOT, "there are %d already", MOST_STRANGERS));
        return;
      }
      context
          .executor()
          .schedule(() -> {}, limitMillis, TimeUnit.MILLISECONDS)
          .addListener(
              later ->
                  close(
                      context,
                      String.format(Locale.ROOT, "no greeting within %d ms", limitMillis)));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      strangers.decrementAndGet();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      bytes += message instanceof ByteBuf data ? data.readableBytes() : 0;
      if (bytes > MOST_BYTES) {
        ReferenceCountUtil.release(message);
        close(
            context, String.format(Locale.ROOT, "more than %d bytes and no greeting", MOST_BYTES));
      } else {
        context.fireChannelRead(message);
      }
    }

    private void close(ChannelHandlerContext context, String why) {
      if (!context.isRemoved()) {
        LOG.warn("Closed a connection from {}: {}", context.channel().remoteAddress(), why);
        context.close().addListener(closed -> LOG.debug("Closed it"));
      }
    }
  }
}
