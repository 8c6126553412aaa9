package io.cofire.ops.onednn;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory that calls use one after the other, as large as the largest of them needs. */
final class Scratch implements AutoCloseable {

  private static final long ALIGNMENT = 64; // a cache line, and a vector register of AVX-512

  private long needed;
  private long bytes;
  private BytePointer memory;

  /** Announces a need; before the first use of what announced it. */
  void reserve(long size) {
    needed = Math.max(needed, size);
  }

  /** The memory, valid until a larger need is announced. */
  Pointer pointer() {
    if (memory == null || bytes < needed) {
      close();
      memory = new BytePointer(needed + ALIGNMENT);
      memory.retainReference();
      bytes = needed;
    }
    long past = memory.address() % ALIGNMENT;
    return memory.getPointer(past == 0 ? 0 : ALIGNMENT - past);
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
      memory = null;
      bytes = 0;
    }
  }
}
