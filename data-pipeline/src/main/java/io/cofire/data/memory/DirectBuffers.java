package io.cofire.data.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Buffers outside the heap, which native code and channels read and fill in place. */
public final class DirectBuffers {

  private DirectBuffers() {}

  /**
   * So many zeros, in the machine's byte order.
   *
   * @throws ArithmeticException if they take more bytes than a buffer holds
   */
  public static FloatBuffer floats(int count) {
    return bytes(count).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /**
   * The bytes of so many floats, big-endian until the caller says otherwise.
   *
   * @throws ArithmeticException if a buffer cannot hold so many
   */
  public static ByteBuffer bytes(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES));
  }
}
