package io.cofire.data.recordings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays at any offset, each one load and not a sum of bytes. */
final class Words {

  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_CHAR =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  static long bigLong(byte[] bytes, int at) {
    return (long) BIG_LONG.get(bytes, at);
  }

  static long littleLong(byte[] bytes, int at) {
    return (long) LITTLE_LONG.get(bytes, at);
  }

  static int littleInt(byte[] bytes, int at) {
    return (int) LITTLE_INT.get(bytes, at);
  }

  /** Unsigned, 16 bits. */
  static int littleShort(byte[] bytes, int at) {
    return (char) LITTLE_CHAR.get(bytes, at);
  }
}
