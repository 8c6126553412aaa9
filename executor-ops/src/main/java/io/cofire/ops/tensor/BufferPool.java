package io.cofire.ops.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The buffers of one rank's network. A step takes and gives back the same sizes in the same order,
 * so after the first step nothing is allocated any more.
 */
public final class BufferPool {

  private final Memory memory;
  private final Map<Long, Deque<Tensor>> free = new HashMap<>();
  private final List<Tensor> allocated = new ArrayList<>();
  private long held;

  /** A pool over an engine's memory. */
  public BufferPool(Memory memory) {
    this.memory = memory;
  }

  /** A buffer of this shape; its contents are undefined. */
  public Tensor take(Shape shape) {
    held += shape.elements();
    Deque<Tensor> idle = free.get(shape.elements());
    if (idle != null && !idle.isEmpty()) {
      return idle.pop().view(shape);
    }
    Tensor buffer = memory.allocate(shape);
    allocated.add(buffer);
    return buffer;
  }

  /** Gives back a buffer that {@link #take} returned, or a view of all of it. */
  public void give(Tensor buffer) {
    held -= buffer.shape().elements();
    free.computeIfAbsent(buffer.shape().elements(), size -> new ArrayDeque<>()).push(buffer);
  }

  /** Frees every buffer between two steps, when none is taken; the next step makes them anew. */
  public void rest() {
    if (held == 0) {
      close();
    }
  }

  /** Bytes of the buffers that are taken now. */
  public long heldBytes() {
    return held * Float.BYTES;
  }

  /** Frees every buffer, those in use included; for the end of the network. */
  public void close() {
    allocated.forEach(memory::free);
    allocated.clear();
    free.clear();
  }
}
