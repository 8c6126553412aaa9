package io.cofire.driver.exchange;

import io.cofire.data.memory.DirectBuffers;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.network.util.TransportFrameDecoder;

/**
 * Cuts what arrives on an accepted connection into messages. Spark's decoder hands over the bytes,
 * already decrypted, as they come; they are copied once, into a buffer that is used again, so that
 * long messages are neither chained nor merged. Runs on the connection's thread.
 */
final class FrameReader implements TransportFrameDecoder.Interceptor {

  private final Sink sink;
  private final ByteBuffer head =
      ByteBuffer.allocate(Frame.HEADER_BYTES + Frame.MAX_NAME_BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .limit(Frame.HEADER_BYTES);
  private ByteBuffer values = room(1024);
  private boolean sized; // the lengths have been read
  private boolean broken;

  /** Takes the messages of one connection. */
  interface Sink {

    /** A message; its values are valid during the call only. */
    void frame(Frame frame);

    /** The other end sent what is no message; nothing more is read. */
    void broken(String why);
  }

  FrameReader(Sink sink) {
    this.sink = sink;
  }

  private static ByteBuffer room(int floats) {
    return DirectBuffers.bytes(floats).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }

  @Override
  public boolean handle(ByteBuf data) {
    try {
      while (!broken && data.isReadable()) {
        fill(head.hasRemaining() ? head : values, data);
        if (!sized && !head.hasRemaining()) {
          size();
        }
        if (sized && !head.hasRemaining() && !values.hasRemaining()) {
          deliver();
        }
      }
    } catch (IllegalArgumentException e) {
      broken = true;
      sink.broken(e.getMessage());
    }
    data.skipBytes(data.readableBytes());
    return true;
  }

  private static void fill(ByteBuffer target, ByteBuf data) {
    int end = target.limit();
    int count = Math.min(target.remaining(), data.readableBytes());
    target.limit(target.position() + count);
    data.readBytes(target);
    target.limit(end);
  }

  private void size() {
    int floats = Frame.valueCount(head);
    if (values.capacity() < floats * Float.BYTES) {
      values = room(floats);
    }
    values.position(0).limit(floats * Float.BYTES);
    head.limit(Frame.HEADER_BYTES + Frame.nameBytes(head));
    sized = true;
  }

  private void deliver() {
    Frame frame = Frame.decode(head.flip(), values.flip().asFloatBuffer());
    head.position(0).limit(Frame.HEADER_BYTES);
    values.limit(0);
    sized = false;
    sink.frame(frame);
  }

  /** The wire hears of it from Spark's handler. */
  @Override
  public void exceptionCaught(Throwable cause) {}

  /** The wire hears of it from Spark's handler. */
  @Override
  public void channelInactive() {}
}
